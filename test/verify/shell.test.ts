import { callsOf } from '../../src/verify/shell/calls';
import { parseShell } from '../../src/verify/shell/parse';

const texts = (script: string): string[] => callsOf(parseShell(script)).map(({ text }) => text);

describe('A script is taken apart into its commands', () => {
  test.each([
    ['lists, pipes and groups', 'a 1; b && { c | d; } || (e)', ['a 1', 'b', 'c', 'd', 'e']],
    ['lines that go on', 'aws s3 \\\n  sync . \\\n  s3://x', ['aws s3 sync . s3://x']],
    ['quotes', `echo "a b" 'c $D' \\$e`, ['echo a b c $D $e']],
    [
      'commands inside of words, first',
      'x=$(aws sts get | jq .a) y=`pwd` z "$(date -u)"',
      ['aws sts get', 'jq .a', 'pwd', 'date -u', 'z $(…)'],
    ],
    ['conditions and branches', 'if a; then b; elif c; then d; else e; fi', ['a', 'b', 'c', 'd', 'e']],
    ['loops', 'for x in 1 2; do a "$x"; done; while b; do c; done < f', ['a $x', 'b', 'c']],
    ['cases', 'case "$x" in a|b) c ;; *) d; e ;; esac', ['c', 'd', 'e']],
    ['functions', 'f() { a; }\nfunction g { b; }\nf', ['a', 'b', 'f']],
    ['tests', '[[ "$a" =~ ^[0-9]+$ && -n $b ]] || exit 1', ['[[ $a =~ ^[0-9]+$ && -n $b ]]', 'exit 1']],
    ['comments', 'a # b; c\n# d\ne', ['a', 'e']],
    ['here-documents', 'cat <<EOF > f\nhello $(a)\nEOF\nb <<-"X"\n\t$(c)\n\tX\nd', ['cat', 'b', 'd']],
    ['what stands before a command', 'sudo -E timeout 5 env A=b make test', ['make test']],
    ['expressions of GitHub', 'echo ${{ inputs.x && \'a\' || "b" }} c', ['echo ${{ inputs.x && \'a\' || "b" }} c']],
    ['arithmetic and arrays', 'n=$((n + 1)); a=(x "$(y)" z); for ((i = 0; i < 3; i++)); do b; done', ['', '', 'b']],
    ['what breaks the grammar, after all that came before', 'a\nb "c\nd', ['a']],
  ])('%s', (_, script, expected) => {
    expect(texts(script).filter((text) => expected.includes('') || text !== '')).toEqual(expected);
  });
});

describe('What becomes of an exit status', () => {
  const call = (script: string, name: string): ReturnType<typeof callsOf>[number] | undefined =>
    callsOf(parseShell(script)).find((each) => each.name === name);

  test.each([
    ['a || true', true],
    ['a || echo "no"', true],
    ['(a; b) || :', true],
    ['a && b || printf no', true],
    ['a || { echo no; exit 1; }', false],
    ['a || code=$?', false],
    ['a || b', false],
    ['a', false],
  ])('%s', (script, swallowed) => {
    expect(call(script, 'a')?.surroundings.swallowed !== undefined).toBe(swallowed);
  });

  test('The variable that takes the output, the function and the branches around a command are known.', () => {
    const found = call('f() { if [ "$A" = x ]; then V=$(a 1); fi; }', 'a');
    expect(found?.surroundings).toMatchObject({
      assigned: 'V',
      inFunction: 'f',
      nested: true,
      branches: ['[ $A = x ]'],
    });
  });
});
