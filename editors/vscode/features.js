// What is VS Code told that the server can answer? A row for each of the abilities that the server says it has.

const { CompletionList, CallHierarchyItem, CallHierarchyIncomingCall, CallHierarchyOutgoingCall } = require('vscode');
const { SemanticTokensLegend, TypeHierarchyItem, CodeActionKind, languages } = require('vscode');
const convert = require('./convert');

const { at, document, within, list } = convert;

const selectorOf = (...names) => names.map((language) => ({ scheme: 'file', language }));
const served = selectorOf('gin', 'swift', 'python');
// Swift and Python have formatters of their own, and VS Code would ask which.
const ginAlone = selectorOf('gin');

// What the server said of an item that VS Code hands back.
const originals = new WeakMap();

const remembering = (toItem) => (original) => {
  const item = toItem(original);
  originals.set(item, original);
  return item;
};

// Methods that ask about a place in a document, and answer with something of their own.
const placeProvider = (method, name, toAnswer) => (ask) => ({
  [name]: (file, position, token) => ask(method, at(file, position), token, toAnswer),
});

const documentProvider = (method, name, toAnswer) => (ask) => ({
  [name]: (file, token) => ask(method, document(file), token, toAnswer),
});

const completions = (ask) => ({
  provideCompletionItems: (file, position, token, { triggerKind, triggerCharacter }) => {
    const context = { triggerKind: triggerKind + 1, triggerCharacter };
    return ask('textDocument/completion', { ...at(file, position), context }, token, (answer) => {
      const items = (answer.items ?? answer).map(remembering(convert.completion));
      return new CompletionList(items, answer.isIncomplete ?? false);
    });
  },
  resolveCompletionItem: (item, token) =>
    ask('completionItem/resolve', originals.get(item), token, (answer) => convert.completionDetails(item, answer)),
});

const references = (ask) => ({
  provideReferences: (file, position, { includeDeclaration }, token) =>
    ask('textDocument/references', { ...at(file, position), context: { includeDeclaration } }, token,
      list(convert.location)),
});

const actions = (ask) => ({
  provideCodeActions: (file, range, { diagnostics, only, triggerKind }, token) => {
    const context = { diagnostics: diagnostics.map(convert.toDiagnostic), only: only && [only.value], triggerKind };
    return ask('textDocument/codeAction', { ...within(file, range), context }, token,
      list(remembering(convert.codeAction)));
  },
  resolveCodeAction: (action, token) =>
    ask('codeAction/resolve', originals.get(action), token, (answer) => {
      if (answer.edit) action.edit = convert.workspaceEdit(answer.edit);
      return action;
    }),
});

const renames = (ask) => ({
  provideRenameEdits: (file, position, newName, token) =>
    ask('textDocument/rename', { ...at(file, position), newName }, token, convert.workspaceEdit, 'tell'),
  prepareRename: async (file, position, token) => {
    const answer = await ask('textDocument/prepareRename', at(file, position), token);
    if (!answer) throw new Error('This cannot be renamed.');
    return answer.range ? { range: convert.range(answer.range),
      placeholder: answer.placeholder } : convert.range(answer);
  },
});

const formatting = (ask) => ({
  provideDocumentFormattingEdits: (file, options, token) =>
    ask('textDocument/formatting', { ...document(file), options }, token, convert.textEdits),
});

const rangeFormatting = (ask) => ({
  provideDocumentRangeFormattingEdits: (file, range, options, token) =>
    ask('textDocument/rangeFormatting', { ...within(file, range), options }, token, convert.textEdits),
});

const formattingOnType = (ask) => ({
  provideOnTypeFormattingEdits: (file, position, ch, options, token) =>
    ask('textDocument/onTypeFormatting', { ...at(file, position), ch, options }, token, convert.textEdits),
});

const calls = (ask) => {
  const item = remembering(convert.hierarchyItem(CallHierarchyItem));
  const asked = (method, toCall) => (of, token) => ask(method, { item: originals.get(of) }, token, list(toCall));
  const ranges = ({ fromRanges }) => fromRanges.map(convert.range);
  return {
    prepareCallHierarchy: (file, position, token) =>
      ask('textDocument/prepareCallHierarchy', at(file, position), token, list(item)),
    provideCallHierarchyIncomingCalls: asked(
      'callHierarchy/incomingCalls',
      (call) => new CallHierarchyIncomingCall(item(call.from), ranges(call)),
    ),
    provideCallHierarchyOutgoingCalls: asked(
      'callHierarchy/outgoingCalls',
      (call) => new CallHierarchyOutgoingCall(item(call.to), ranges(call)),
    ),
  };
};

const types = (ask) => {
  const item = remembering(convert.hierarchyItem(TypeHierarchyItem));
  const asked = (method) => (of, token) => ask(method, { item: originals.get(of) }, token, list(item));
  return {
    prepareTypeHierarchy: (file, position, token) =>
      ask('textDocument/prepareTypeHierarchy', at(file, position), token, list(item)),
    provideTypeHierarchySupertypes: asked('typeHierarchy/supertypes'),
    provideTypeHierarchySubtypes: asked('typeHierarchy/subtypes'),
  };
};

const coloured = (ask, changed) => ({
  onDidChangeSemanticTokens: changed,
  provideDocumentSemanticTokens: (file, token) =>
    ask('textDocument/semanticTokens/full', document(file), token, convert.semanticTokens),
  provideDocumentSemanticTokensEdits: (file, previousResultId, token) =>
    ask('textDocument/semanticTokens/full/delta', { ...document(file), previousResultId }, token,
      convert.semanticTokens),
});

const colouredRange = (ask) => ({
  provideDocumentRangeSemanticTokens: (file, range, token) =>
    ask('textDocument/semanticTokens/range', within(file, range), token, convert.semanticTokens),
});

const hints = (ask, changed) => ({
  onDidChangeInlayHints: changed,
  provideInlayHints: (file, range, token) =>
    ask('textDocument/inlayHint', within(file, range), token, list(convert.inlayHint)),
});

const lenses = (ask, changed) => ({
  onDidChangeCodeLenses: changed,
  provideCodeLenses: (file, token) => ask('textDocument/codeLens', document(file), token, list(convert.codeLens)),
});

const selections = (ask) => ({
  provideSelectionRanges: (file, positions, token) =>
    ask(
      'textDocument/selectionRange',
      { ...document(file), positions: positions.map(convert.toPosition) },
      token,
      list(convert.selectionRange),
    ),
});

const folds = (ask) => ({
  provideFoldingRanges: (file, context, token) =>
    ask('textDocument/foldingRange', document(file), token, list(convert.foldingRange)),
});

const workspaceSymbols = (ask) => ({
  provideWorkspaceSymbols: (query, token) => ask('workspace/symbol', { query }, token, list(convert.workspaceSymbol)),
});

const hovers = placeProvider('textDocument/hover', 'provideHover', convert.hover);
const definitions = placeProvider('textDocument/definition', 'provideDefinition', convert.links);
const declarations = placeProvider('textDocument/declaration', 'provideDeclaration', convert.links);
const typeDefinitions = placeProvider('textDocument/typeDefinition', 'provideTypeDefinition', convert.links);
const implementations = placeProvider('textDocument/implementation', 'provideImplementation', convert.links);
const signatures = placeProvider('textDocument/signatureHelp', 'provideSignatureHelp', convert.signatureHelp);
const highlights = placeProvider('textDocument/documentHighlight',
  'provideDocumentHighlights', list(convert.highlight));
const symbols = documentProvider('textDocument/documentSymbol', 'provideDocumentSymbols', list(convert.documentSymbol));
const documentLinks = documentProvider('textDocument/documentLink', 'provideDocumentLinks', list(convert.documentLink));

const legend = ({ tokenTypes, tokenModifiers }) => new SemanticTokensLegend(tokenTypes, tokenModifiers);
const kinds = (names) => ({ providedCodeActionKinds: names?.map((name) => CodeActionKind.Empty.append(name)) });

/**
 * Tells VS Code of everything that the server can.
 * @param can The server's capabilities.
 * @param ask Asks the server: method, parameters, token, and what makes VS Code's answer of the server's.
 * @param changed What says that an answer is old: `semanticTokens`, `inlayHint`, `codeLens`, each an event.
 * @returns What takes all of it back.
 */
exports.register = (can, ask, changed) => {
  const rows = {
    hoverProvider: () => languages.registerHoverProvider(served, hovers(ask)),
    definitionProvider: () => languages.registerDefinitionProvider(served, definitions(ask)),
    declarationProvider: () => languages.registerDeclarationProvider(served, declarations(ask)),
    typeDefinitionProvider: () => languages.registerTypeDefinitionProvider(served, typeDefinitions(ask)),
    implementationProvider: () => languages.registerImplementationProvider(served, implementations(ask)),
    referencesProvider: () => languages.registerReferenceProvider(served, references(ask)),
    documentHighlightProvider: () => languages.registerDocumentHighlightProvider(served, highlights(ask)),
    documentSymbolProvider: () => languages.registerDocumentSymbolProvider(served, symbols(ask), { label: 'Gimlet' }),
    workspaceSymbolProvider: () => languages.registerWorkspaceSymbolProvider(workspaceSymbols(ask)),
    foldingRangeProvider: () => languages.registerFoldingRangeProvider(served, folds(ask)),
    selectionRangeProvider: () => languages.registerSelectionRangeProvider(served, selections(ask)),
    documentLinkProvider: () => languages.registerDocumentLinkProvider(served, documentLinks(ask)),
    callHierarchyProvider: () => languages.registerCallHierarchyProvider(served, calls(ask)),
    typeHierarchyProvider: () => languages.registerTypeHierarchyProvider(served, types(ask)),
    renameProvider: () => languages.registerRenameProvider(served, renames(ask)),
    inlayHintProvider: () => languages.registerInlayHintsProvider(served, hints(ask, changed.inlayHint)),
    codeLensProvider: () => languages.registerCodeLensProvider(served, lenses(ask, changed.codeLens)),
    documentFormattingProvider: () => languages.registerDocumentFormattingEditProvider(ginAlone, formatting(ask)),
    documentRangeFormattingProvider: () =>
      languages.registerDocumentRangeFormattingEditProvider(ginAlone, rangeFormatting(ask)),
    documentOnTypeFormattingProvider: ({ firstTriggerCharacter, moreTriggerCharacter = [] }) =>
      languages.registerOnTypeFormattingEditProvider(
        ginAlone, formattingOnType(ask), firstTriggerCharacter, ...moreTriggerCharacter,
      ),
    completionProvider: ({ triggerCharacters = [] }) =>
      languages.registerCompletionItemProvider(served, completions(ask), ...triggerCharacters),
    signatureHelpProvider: ({ triggerCharacters = [] }) =>
      languages.registerSignatureHelpProvider(served, signatures(ask), ...triggerCharacters),
    codeActionProvider: ({ codeActionKinds }) =>
      languages.registerCodeActionsProvider(served, actions(ask), kinds(codeActionKinds)),
    semanticTokensProvider: (options) => {
      const colours = legend(options.legend);
      const whole = languages.registerDocumentSemanticTokensProvider(
        served, coloured(ask, changed.semanticTokens), colours,
      );
      const part = languages.registerDocumentRangeSemanticTokensProvider(served, colouredRange(ask), colours);
      return { dispose: () => [whole, part].forEach((registered) => registered.dispose()) };
    },
  };
  return Object.keys(rows)
    .filter((name) => can[name])
    .map((name) => rows[name](can[name]));
};

exports.served = served;
exports.serves = (file) => file.uri.scheme === 'file' && served.some(({ language }) => language === file.languageId);
