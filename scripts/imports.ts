import ts from 'typescript';

/** Something a source file says that the rules of the repository look at. */
export interface Mention {
  /** `type import` for one that is gone when types are stripped. */
  kind: 'import' | 'type import' | 'string' | 'Math.random';
  /** What is imported, or the text of the string. */
  text: string;
  line: number;
}

/** What a TypeScript source imports (statically, dynamically or as a type), its strings, and its uses of `Math.random`. */
export function mentions(fileName: string, source: string): Mention[] {
  const found: Mention[] = [];
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true);
  const add = (kind: Mention['kind'], text: string, node: ts.Node): void => {
    found.push({ kind, text, line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1 });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) add(kindOf(node), node.text, node);
    if (isMathRandom(node)) add('Math.random', 'Math.random', node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Whether a string names the module of an import, an export from, an `import()` or an import type. */
function kindOf(node: ts.StringLiteralLike): Mention['kind'] {
  const { parent } = node;
  if (ts.isImportDeclaration(parent)) return parent.importClause?.isTypeOnly ? 'type import' : 'import';
  if (ts.isExportDeclaration(parent)) return parent.isTypeOnly ? 'type import' : 'import';
  if (ts.isLiteralTypeNode(parent) && ts.isImportTypeNode(parent.parent)) return 'type import';
  return ts.isCallExpression(parent) && parent.expression.kind === ts.SyntaxKind.ImportKeyword ? 'import' : 'string';
}

/** `Math.random`, `Math['random']` or `{ random } = Math`. */
function isMathRandom(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) return isMath(node.expression) && node.name.text === 'random';
  if (ts.isElementAccessExpression(node)) {
    return (
      isMath(node.expression) &&
      ts.isStringLiteralLike(node.argumentExpression) &&
      node.argumentExpression.text === 'random'
    );
  }
  if (!ts.isBindingElement(node) || (node.propertyName ?? node.name).getText() !== 'random') return false;
  const declaration = node.parent.parent;
  return (
    ts.isVariableDeclaration(declaration) && declaration.initializer !== undefined && isMath(declaration.initializer)
  );
}

function isMath(node: ts.Expression): boolean {
  return ts.isIdentifier(node) && node.text === 'Math';
}
