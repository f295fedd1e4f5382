"""Prints an answer of AWS as `aws` does: what its `--query` chooses, in its `--output`.

    python fake_aws.py ANSWER ARGUMENTS...
"""

import json
import sys

import jmespath
from awscli.text import format_text

answer, *call = sys.argv[1:]
value = json.loads(answer)
if "--query" in call:
    value = jmespath.search(call[call.index("--query") + 1], value)
if "text" in call:
    format_text(value, sys.stdout)
else:
    print(json.dumps(value))
