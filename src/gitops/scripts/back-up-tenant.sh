#!/usr/bin/env bash
# Backs up a tenant before it is destroyed: its state, then its data, by scripts that people own. Each gets TENANT,
# ENVIRONMENT and BACKUP, a name that is new in every run; it ends with 0 only when its backup could be restored from, and
# its last line says where that lies. One that fails ends all: nothing has been destroyed then.
# env: TENANT        name of the tenant
# env: ENVIRONMENT   environment of the platform
# env: STATE_BUCKET  bucket of the state
# env: STATE_KEY     key of the state
# env: ARCHIVE       where in the bucket this run keeps the state
# env: KMS_KEY       alias of the key of the state; empty: what the bucket does by itself
# env: SCRIPTS       paths of those scripts, separated by spaces; empty: none
# exit: 0 backed up, 1 not
set -euo pipefail
kept=$RUNNER_TEMP/backups
: > "$kept"

key=()
[ -z "$KMS_KEY" ] || key=(--server-side-encryption aws:kms --ssekms-key-id "$KMS_KEY")
said=$(aws s3api copy-object --bucket "$STATE_BUCKET" --key "${ARCHIVE}before.tfstate" --copy-source "$STATE_BUCKET/$STATE_KEY" "${key[@]}" 2>&1) || {
  # The run before may have come as far as this.
  [[ "$said" == *NoSuchKey* ]] || { echo "::error::The state could not be backed up: ${said//$'\n'/ } Nothing was destroyed." && exit 1; }
}

export TENANT ENVIRONMENT BACKUP="destroy-$TENANT-$ENVIRONMENT-$GITHUB_RUN_ID"
for script in $SCRIPTS; do
  if ! "./$script" | tee "$RUNNER_TEMP/backup.log"; then
    echo "::error::$script could not back up $TENANT; the lines above say why. Nothing was destroyed. Mend it, then start a new run."
    exit 1
  fi
  printf '%s: %s\n' "$script" "$(tail -n 1 "$RUNNER_TEMP/backup.log")" >> "$kept"
done
echo "Backed up as ${ARCHIVE}before.tfstate, and data by: ${SCRIPTS:-no script}."
