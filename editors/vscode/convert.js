// What does VS Code call what the server says? LSP counts kinds from one where VS Code counts from zero.

const vscode = require('vscode');

// From VS Code.

const toPosition = ({ line, character }) => ({ line, character });
const toRange = ({ start, end }) => ({ start: toPosition(start), end: toPosition(end) });
const document = ({ uri }) => ({ textDocument: { uri: uri.toString() } });
const at = (file, position) => ({ ...document(file), position: toPosition(position) });
const within = (file, range) => ({ ...document(file), range: toRange(range) });

const toDiagnostic = ({ range, message, severity, code, source, tags }) => ({
  range: toRange(range),
  message,
  severity: severity + 1,
  code: code?.value ?? code,
  source,
  tags,
});

// To VS Code.

const position = ({ line, character }) => new vscode.Position(line, character);
const range = ({ start, end }) => new vscode.Range(position(start), position(end));
const uri = (text) => vscode.Uri.parse(text);
const list = (convert) => (items) => items?.map(convert);
const location = (place) => new vscode.Location(uri(place.uri), range(place.range));

const link = (place) =>
  place.targetUri === undefined
    ? location(place)
    : {
        originSelectionRange: place.originSelectionRange && range(place.originSelectionRange),
        targetUri: uri(place.targetUri),
        targetRange: range(place.targetRange),
        targetSelectionRange: range(place.targetSelectionRange),
      };

// A definition is one place or several.
const links = (places) => [places].flat().map(link);

const words = (content) =>
  typeof content === 'string' || content?.kind === 'plaintext'
    ? content.value ?? content
    : content && new vscode.MarkdownString(content.value);

const hover = (answer) =>
  answer && new vscode.Hover(words(answer.contents), answer.range && range(answer.range));

const textEdit = (edit) => vscode.TextEdit.replace(range(edit.range), edit.newText);
const textEdits = list(textEdit);

const workspaceEdit = (edit) => {
  const converted = new vscode.WorkspaceEdit();
  for (const [file, edits] of Object.entries(edit?.changes ?? {})) converted.set(uri(file), edits.map(textEdit));
  return converted;
};

const completion = (item) => {
  const converted = new vscode.CompletionItem(item.label, item.kind - 1);
  const { sortText, filterText, detail, preselect, command, textEdit: edit } = item;
  Object.assign(converted, { sortText, filterText, detail, preselect, command });
  const text = edit?.newText ?? item.insertText ?? item.label;
  converted.insertText = item.insertTextFormat === 2 ? new vscode.SnippetString(text) : text;
  if (edit) converted.range = range(edit.range);
  return completionDetails(converted, item);
};

// What is said at once, or when the item is looked at.
const completionDetails = (converted, item) => {
  if (item.detail) converted.detail = item.detail;
  if (item.documentation) converted.documentation = words(item.documentation);
  if (item.additionalTextEdits) converted.additionalTextEdits = textEdits(item.additionalTextEdits);
  return converted;
};

const signatureHelp = (answer) => {
  const help = new vscode.SignatureHelp();
  help.activeSignature = answer.activeSignature ?? 0;
  help.activeParameter = answer.activeParameter ?? 0;
  help.signatures = answer.signatures.map((signature) => {
    const converted = new vscode.SignatureInformation(signature.label, words(signature.documentation));
    converted.parameters = (signature.parameters ?? []).map(
      (parameter) => new vscode.ParameterInformation(parameter.label, words(parameter.documentation)),
    );
    return converted;
  });
  return help;
};

const highlight = (place) => new vscode.DocumentHighlight(range(place.range), place.kind && place.kind - 1);

const documentSymbol = (symbol) => {
  const { name, detail = '', kind } = symbol;
  const converted = new vscode.DocumentSymbol(name, detail, kind - 1, range(symbol.range),
    range(symbol.selectionRange));
  converted.children = (symbol.children ?? []).map(documentSymbol);
  return converted;
};

const workspaceSymbol = ({ name, kind, containerName = '', location: place }) =>
  new vscode.SymbolInformation(name, kind - 1, containerName, location(place));

const foldingKinds = { comment: vscode.FoldingRangeKind.Comment, imports: vscode.FoldingRangeKind.Imports };
const foldingRange = ({ startLine, endLine, kind }) => new vscode.FoldingRange(startLine, endLine, foldingKinds[kind]);

const selectionRange = ({ range: place, parent }) =>
  new vscode.SelectionRange(range(place), parent && selectionRange(parent));

const documentLink = ({ range: place, target, tooltip }) =>
  Object.assign(new vscode.DocumentLink(range(place), uri(target)), { tooltip });

const inlayHint = (hint) => {
  const converted = new vscode.InlayHint(position(hint.position), hint.label, hint.kind);
  const { paddingLeft, paddingRight } = hint;
  return Object.assign(converted, { paddingLeft, paddingRight, tooltip: hint.tooltip && words(hint.tooltip) });
};

const codeLens = ({ range: place, command }) => new vscode.CodeLens(range(place), command);

const codeAction = (action) => {
  const converted = new vscode.CodeAction(action.title, vscode.CodeActionKind.Empty.append(action.kind));
  converted.isPreferred = action.isPreferred;
  converted.diagnostics = list(diagnostic)(action.diagnostics);
  converted.command = action.command;
  if (action.edit) converted.edit = workspaceEdit(action.edit);
  return converted;
};

const diagnostic = (problem) => {
  const { message, severity, code, source, tags } = problem;
  const converted = new vscode.Diagnostic(range(problem.range), message, severity - 1);
  converted.relatedInformation = problem.relatedInformation?.map(
    (related) => new vscode.DiagnosticRelatedInformation(location(related.location), related.message),
  );
  return Object.assign(converted, { code, source, tags });
};

const semanticTokens = (answer) =>
  answer.edits
    ? new vscode.SemanticTokensEdits(
        answer.edits.map((edit) => new vscode.SemanticTokensEdit(edit.start, edit.deleteCount,
          Uint32Array.from(edit.data))),
        answer.resultId,
      )
    : new vscode.SemanticTokens(Uint32Array.from(answer.data), answer.resultId);

const hierarchyItem = (Kind) => (item) =>
  new Kind(item.kind - 1, item.name, item.detail ?? '', uri(item.uri), range(item.range), range(item.selectionRange));

module.exports = {
  at, codeAction, codeLens, completion, completionDetails, diagnostic, document, documentLink, documentSymbol,
    foldingRange,
  hierarchyItem, highlight, hover, inlayHint, link, links, list, location, position, range, selectionRange,
  semanticTokens, signatureHelp, textEdits, toDiagnostic, toPosition, toRange, uri, within, workspaceEdit,
    workspaceSymbol,
};
