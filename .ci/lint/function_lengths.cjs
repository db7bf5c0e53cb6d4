// The functions of modules, measured with Debian's TypeScript compiler: `path:line: what` of each that is too long.
// Usage: node function_lengths.cjs MOST FILE...

const { readFileSync } = require('node:fs');
const ts = require('/usr/share/nodejs/typescript');

const [most, ...paths] = process.argv.slice(2);

/** What a function is called where it stands: its own name, or that of what holds it. */
function nameOf(node) {
    const named = node.name || (node.parent && node.parent.name);
    return named ? named.getText() : 'a function';
}

/** A script that is one function, called where it stands: that is its scope, and what stands in it is measured. */
function isScope(node) {
    let outer = node.parent;
    while (ts.isParenthesizedExpression(outer)) outer = outer.parent;
    return ts.isCallExpression(outer) && ts.isExpressionStatement(outer.parent) && ts.isSourceFile(outer.parent.parent)
        && outer.arguments.length === 0;
}

for (const path of paths) {
    const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2021, true, ts.ScriptKind.JS);
    const line = (position) => source.getLineAndCharacterOfPosition(position).line + 1;
    const look = (node) => {
        if (ts.isFunctionLike(node) && node.body && !isScope(node)) {
            const length = line(node.end) - line(node.getStart(source)) + 1;
            if (length > Number(most)) {
                console.log(`${path}:${line(node.getStart(source))}: ${nameOf(node)} has ${length} lines; ${most} are the most`);
            }
        }
        ts.forEachChild(node, look);
    };
    look(source);
}
