/** The end of a method that writes a number in format G15 of .NET. */
const g15 = (value) => `
        const exponent = Number(${value}.toExponential(14).split("e")[1]);
        if (!Number.isFinite(${value}) || (exponent >= -5 && exponent < 15)) return Number(${value}.toPrecision(15)).toString();
        const [digits, power] = Number(${value}.toPrecision(15)).toExponential().split("e");
        return digits + "E" + power[0] + power.slice(1).padStart(2, "0");`;

// Where GitHub's published packages differ from GitHub's service, each with the reason. A text that is not found exactly
// once fails the build: the package has changed, and the difference must be looked at again.
export const fixes = [
  {
    file: /workflow-parser\/dist\/workflows\/yaml-object-reader\.js$/,
    from: 'source = token.srcToken.source;',
    to: '',
    why: 'With it the reader takes values of several lines as they stand in the file, indentation and quotes included.',
  },
  {
    file: /workflow-parser\/dist\/workflows\/yaml-object-reader\.js$/,
    from: 'let range = this.getRange(node);',
    to: `
        this.nodes = (this.nodes ?? 0) + (isCollection(node) ? 2 : 1);
        if (this.nodes > 50000) throw new Error("Maximum YAML nodes exceeded");
        let range = this.getRange(node);`,
    why: 'A few aliases of aliases can stand for billions of nodes; the service stops here: YamlObjectReader.cs.',
  },
  {
    file: /workflow-parser\/dist\/model\/converter\/workflow-dispatch\.js$/,
    from: 'result.default = defaultValue.assertString("input default").value;',
    to: 'result.default = defaultValue.toString();',
    why: 'The schema takes numbers and booleans as defaults, and the service makes texts of them; only the editor warns.',
  },
  {
    file: /workflow-parser\/dist\/model\/converter\/jobs\.js$/,
    from: 'if (need.value == currentJob.name) {',
    to: 'if (need.value.toLowerCase() === currentJob.name.toLowerCase()) {',
    why: 'Jobs are needed by their name in any case: WorkflowTemplateConverter.cs.',
  },
  {
    file: /workflow-parser\/dist\/model\/converter\/id-builder\.js$/,
    from: 'if (this.distinctNames.has(value)) {',
    to: 'if (this.distinctNames.has(value.toLowerCase())) {',
    why: 'Ids of steps differ by more than case: IdBuilder.cs.',
  },
  {
    file: /workflow-parser\/dist\/model\/converter\/id-builder\.js$/,
    from: 'this.distinctNames.add(value);',
    to: 'this.distinctNames.add(value.toLowerCase());',
    why: 'The same.',
  },
  {
    file: /workflow-parser\/dist\/actions\/action-schema\.js$/,
    from: 'const json = JSON.stringify(ActionSchema);',
    to: `
        const { name, description } = ActionSchema.definitions["action-root-strict"].mapping.properties;
        name.required = description.required = false;
        const json = JSON.stringify(ActionSchema);`,
    why: 'Editors ask for a name and a description; the runner runs an action without them: action_yaml.json.',
  },
  {
    file: /expressions\/dist\/data\/dictionary\.js$/,
    from: 'this.indexMap = {};',
    to: 'this.indexMap = Object.create(null);',
    why: 'Keys such as "constructor" are lost otherwise.',
  },
  {
    file: /expressions\/dist\/data\/number\.js$/,
    from: 'return (+this.value.toFixed(15)).toString();',
    to: g15('this.value'),
    why: 'The service writes numbers in format G15 of .NET.',
  },
  {
    file: /templates\/tokens\/number-token\.js$/,
    from: 'return `${this.num}`;',
    to: g15('this.num'),
    why: 'The same for numbers that stand in the file.',
  },
  {
    file: /expressions\/dist\/data\/string\.js$/,
    from: 'return Number(this.value);',
    to: 'return /^\\s*[+-]?0b/i.test(this.value) ? NaN : Number(this.value);',
    why: 'The service knows hexadecimal and octal text, and no binary.',
  },
  {
    file: /expressions\/dist\/lexer\.js$/,
    from: `value = value.replace("''", "'");`,
    to: `value = value.replaceAll("''", "'");`,
    why: 'Only the first quote of a text would be unescaped.',
  },
];
