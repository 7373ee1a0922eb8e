// Does the extension for VS Code show what the server knows? Runs it under node with a stand-in for VS Code, asks what
// VS Code would ask, and looks at what it would show. Run by Tests/Editors/run, which says what to expect.

const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { isDeepStrictEqual, inspect } = require('node:util');
const { api, commandHandlers, manifest, person, registered, shown, textDocuments } = require('./vscode-stub');

const load = Module._load;
Module._load = (name, ...rest) => (name === 'vscode' ? api : load(name, ...rest));
const folder = path.join(__dirname, '../../editors/vscode');
const { Connection } = require(path.join(folder, 'connection'));
const extension = require(path.join(folder, manifest.main));

const workspace = process.env.GIMLET_WORKSPACE;
const rates = (name) => process.env[name].split(' ').join(', ');
let failures = 0;

const report = (passed, what, detail) => {
  console.log(`${passed ? 'pass' : 'FAIL'} vscode: ${workspace}: ${what}`);
  if (passed) return;
  failures += 1;
  const words = typeof detail === 'string' ? detail : inspect(detail, { depth: 6 });
  console.log(words.replace(/^/gm, '     '));
};

const same = (value, wanted, what) => report(isDeepStrictEqual(value, wanted), what, value);
const holds = (words, wanted, what) => report((words ?? '').includes(wanted), what, words ?? '(nothing arrived)');

/** Waits until a condition holds, and returns what it returned last. */
const eventually = async (condition) => {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const result = await condition();
    if (result || Date.now() > deadline) return result;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

// So that a recording does not hang on time, nothing is done while the server still has something to say.
let waiting = 0;
let lastWord = Date.now();
const { request, notify } = Connection.prototype;
Connection.prototype.notify = function (...args) {
  lastWord = Date.now();
  return notify.apply(this, args);
};
Connection.prototype.request = function (...args) {
  waiting += 1;
  const heard = () => {
    waiting -= 1;
    lastWord = Date.now();
  };
  const answer = request.apply(this, args);
  answer.then(heard, heard);
  return answer;
};
const quiet = () => eventually(() => waiting === 0 && Date.now() - lastWord > 200);

const problems = (file) => {
  const [, found = []] = [...shown.diagnostics].find(([uri]) => uri.endsWith(file)) ?? [];
  return found.filter(({ severity }) => severity < 2);
};
const problemsBecome = (file, code) =>
  eventually(() => {
    const codes = problems(file).map((problem) => problem.code);
    return code ? codes.includes(code) : codes.length === 0;
  });

const hover = async (document, words, shift = 1) => {
  const answer = await person.ask('HoverProvider', 'provideHover', document, document.find(words, shift));
  return answer?.contents.value ?? '';
};
const at = (kind, method) => (document, words, shift = 1, ...rest) =>
  person.ask(kind, method, document, document.find(words, shift), ...rest);
const definition = at('DefinitionProvider', 'provideDefinition');
const whole = (document) => {
  const text = document.getText();
  return new api.Range(new api.Position(0, 0), document.find(text, text.length));
};

/** The text at a place that the server named. */
const pointed = (place) => {
  const [uri, range] = [place.targetUri ?? place.uri, place.targetSelectionRange ?? place.range];
  const open = textDocuments.find((document) => document.uri.toString() === uri.toString());
  const lines = (open?.getText() ?? fs.readFileSync(uri.fsPath, 'utf8')).split('\n');
  return `${path.basename(uri.path)}: ${lines[range.start.line].slice(range.start.character, range.end.character)}`;
};

/** Makes an edit of the server's. Its files are opened first, so that each text is asked about once it has settled. */
const apply = async (edit) => {
  for (const file of edit.files.keys()) {
    await person.open(api.Uri.parse(file).fsPath);
    await quiet();
  }
  await api.workspace.applyEdit(edit);
  await quiet();
};

/** The document that was shown last, once it says `words`. */
const document = async (words) => {
  const last = () => shown.documents.at(-1)?.document.getText() ?? '';
  await eventually(() => last().includes(words));
  return last();
};

const activate = async () => {
  const context = { subscriptions: [] };
  await extension.activate(context);
  report(shown.messages.length === 0, 'the extension starts the server', shown.messages);
  await eventually(() => shown.log.includes('The workspace has been read.'));
  await quiet();
  const names = manifest.contributes.commands.map(({ command }) => command);
  const missing = names.filter((name) => !commandHandlers.has(name));
  same(missing, [], 'every command of the palette is there');
};

const drive = {};

drive.trainer = async () => {
  const file = 'experiments/second.gin';
  const onDisk = fs.readFileSync(file, 'utf8');
  const second = await person.open(file);
  await quiet();
  same(problems(file), [], 'the experiment opens without problems');

  const text = await hover(second, '@make_lr_schedule()');
  holds(text, rates('GIMLET_RATES'), 'hover shows the six learning rates');
  report(/!\[[^\]]*\]\(data:image\/svg\+xml/.test(text), 'hover draws them', text);
  holds(text, 'second.gin:5', 'hover names the line that set an input');

  await looking(second);
  await drive.documents(second);

  person.type(second, 'TrainerConfig.steps = 5', 'TrainerConfig.stepps = 5');
  report(await problemsBecome(file, 'unknown-parameter'),
    'a misspelt parameter is marked as it is typed', problems(file));
  await quiet();
  person.type(second, 'stepps', 'steps');
  report(await problemsBecome(file), 'the mark goes when the name is right', problems(file));
  await quiet();

  person.type(second, '1e-3', '2e-3');
  holds(await hover(second, '@make_lr_schedule()'), rates('GIMLET_RATES_AFTER_EDIT'), 'hover follows an unsaved edit');
  await quiet();
  same(fs.readFileSync(file, 'utf8'), onDisk, 'nothing was written');

  // No config names a file of Swift.
  await rename('Sources/Trainer/Schedule.swift', 'Sources/Trainer/Rates.swift');
  same((await definition(second, '@make_lr_schedule()')).map(pointed), ['Rates.swift: makeLRSchedule'],
    'definition follows a renamed Swift file');
  person.addFolder('experiments');
  await quiet();
};

/** Everything that looks at a file and changes nothing. */
const looking = async (second) => {
  const call = '@make_lr_schedule()';
  same((await definition(second, call)).map(pointed), ['Schedule.swift: makeLRSchedule'],
    'definition goes to the Swift name');
  const declared = await at('DeclarationProvider', 'provideDeclaration')(second, call);
  same(declared?.map(pointed), ['Schedule.swift: makeLRSchedule'], 'so does declaration');
  const type = await at('TypeDefinitionProvider', 'provideTypeDefinition')(second, 'TrainerConfig.base_lr');
  same(type?.map(pointed), ['TrainerConfig.swift: TrainerConfig'], 'type definition goes to the Swift type');

  const name = 'TrainerConfig.base_lr';
  const places = await at('ReferenceProvider', 'provideReferences')(second, name, 15, { includeDeclaration: true });
  const files = [...new Set(places.map((place) => path.basename(place.uri.path)))].sort();
  same(files, ['Schedule.swift', 'TrainerConfig.swift', 'first.gin', 'second.gin'], 'references are in both languages');
  const marks = await at('DocumentHighlightProvider', 'provideDocumentHighlights')(second, name, 15);
  report(marks?.length >= 1, 'highlights mark a parameter', marks);

  const symbols = await person.ask('DocumentSymbolProvider', 'provideDocumentSymbols', second);
  report(symbols.some((symbol) => JSON.stringify(symbol).includes('base_lr')), 'symbols outline the file', symbols);
  const found = await person.ask('WorkspaceSymbolProvider', 'provideWorkspaceSymbols', 'make_lr');
  report(found.some((symbol) => symbol.location.uri.path.endsWith('Schedule.swift')),
    'a symbol of the workspace is found', found);
  const folds = await person.ask('FoldingRangeProvider', 'provideFoldingRanges', second, {});
  report(Array.isArray(folds), 'folding ranges arrive', folds);
  const [value] = await person.ask('SelectionRangeProvider',
    'provideSelectionRanges', second, [second.find('1e-3', 1)]);
  same([value, value.parent].map(({ range: each }) => second.textIn(each)), ['1e-3', 'TrainerConfig.base_lr = 1e-3'],
    'a selection grows from the value to its binding');
  const links = await person.ask('DocumentLinkProvider', 'provideDocumentLinks', second);
  same(links.map(({ target }) => path.basename(target.path)), ['first.gin'], 'the include is a link');

  const hints = await person.ask('InlayHintsProvider', 'provideInlayHints', second, whole(second));
  report(hints.some(({ label }) => label.includes('0.001')), 'the values stand in the lines', hints);
  const colours = await person.ask('DocumentSemanticTokensProvider', 'provideDocumentSemanticTokens', second);
  const { rest: [legend] } = registered.get('DocumentSemanticTokensProvider');
  report(colours.data.length > 0 && colours.data[3] < legend.tokenTypes.length, 'words are coloured', colours);
  const range = new api.Range(new api.Position(4, 0), new api.Position(6, 0));
  const part = await person.ask('DocumentRangeSemanticTokensProvider',
    'provideDocumentRangeSemanticTokens', second, range);
  report(part.data.length > 0 && part.data.length < colours.data.length, 'and those of a part', part);
  const delta = await person.ask(
    'DocumentSemanticTokensProvider', 'provideDocumentSemanticTokensEdits', second, colours.resultId);
  same(delta.edits?.length, 0, 'where nothing has changed nothing is coloured anew');

  const items = await at('CallHierarchyProvider', 'prepareCallHierarchy')(second, call);
  same(items?.map(({ name: each }) => each), ['makeLRSchedule'], 'the call hierarchy begins at the function');
  const [into, from] = await Promise.all(['Incoming', 'Outgoing'].map((way) =>
    person.ask('CallHierarchyProvider', `provideCallHierarchy${way}Calls`, items[0])));
  report(into.length > 0, 'callers are known', into);
  report(Array.isArray(from), 'and what is called', from);
};

drive.documents = async (second) => {
  const lenses = await person.ask('CodeLensProvider', 'provideCodeLenses', second);
  same(lenses.map(({ command }) => command.title), ['Print', 'Diff with experiments/first.gin'],
    'lenses print an experiment and compare it with its base');

  const [print, compare] = lenses.map(({ command }) => () => person.run(command.command, ...command.arguments));
  await print();
  holds(await document('base_lr'), `TrainerConfig.lr_schedule = [${rates('GIMLET_RATES')}]`,
    'Print opens the resolved config');
  same(shown.documents.at(-1).options.viewColumn, api.ViewColumn.Beside, 'beside the file');
  await quiet();
  person.type(second, '1e-3', '2e-3');
  holds(await document('0.002'), rates('GIMLET_RATES_AFTER_EDIT'), 'it follows the typing');
  await quiet();
  person.type(second, '2e-3', '1e-3');
  await document('TrainerConfig.base_lr = 0.001');
  await quiet();
  person.close(shown.documents.at(-1).document);

  await compare();
  holds(await document('derived from'), 'TrainerConfig.lr_schedule, derived from TrainerConfig.base_lr',
    'Diff marks what is derived');
  await quiet();
  person.close(shown.documents.at(-1).document);

  person.answers.push('TrainerConfig.base_lr = 2e-3');
  await person.run('gimlet.tryBinding');
  holds(await document('this preview'), '+ 0.002  (this preview)',
    'a preview shows what another value would change');
  await quiet();
  person.close(shown.documents.at(-1).document);
  await quiet();

  const place = new api.Range(second.find('1e-3'), second.find('1e-3'));
  const actions = await person.ask('CodeActionsProvider', 'provideCodeActions', second, place,
    { diagnostics: [], triggerKind: 1 });
  const { command } = actions.find(({ title }) => title.includes('base_lr = 0.002')) ?? {};
  if (command) await person.run(command.command, ...command.arguments);
  holds(await document('this preview'), '+ 0.002  (this preview)', 'an action on a number opens the preview');
  await quiet();
  person.close(shown.documents.at(-1).document);
  await quiet();

  person.answers.push('experiments/second.gin', 'experiments/first.gin');
  await person.run('gimlet.compareTwo');
  holds(await document('+ 0.0003 '), '+ 0.0003  (experiments/first.gin:3)', 'any two experiments can be compared');
  await quiet();
  person.close(shown.documents.at(-1).document);
  await quiet();
};

drive.pretraining = async () => {
  const base = await person.open('configs/base.gin');
  await quiet();

  // The base file is part of three experiments; each gives its own values.
  person.answers.push('long');
  await person.run('gimlet.choose');
  const question = shown.questions.at(-1);
  report(question.items?.includes('long'), 'choosing asks which experiment is meant', question);
  await quiet();
  const lenses = await person.ask('CodeLensProvider', 'provideCodeLenses', base);
  holds(lenses.map(({ command }) => command.title).join(' | '), 'In view: long', 'a lens names the experiment in view');
  holds(await hover(base, 'steps = 4'), '12', 'hover answers for the experiment in view');

  const schedules = await person.open('src/pretraining/schedules.py');
  await quiet();
  const uses = (await person.ask('CodeLensProvider',
    'provideCodeLenses', schedules)).find(({ command }) => command.command);
  const list = [];
  commandHandlers.set('vscode.executeReferenceProvider', (uri, position) =>
    person.ask('ReferenceProvider', 'provideReferences', schedules, position, { includeDeclaration: false }));
  commandHandlers.set('editor.action.showReferences', (uri, position, places) => list.push(...places));
  await person.run(uses.command.command, ...uses.command.arguments);
  report(list.length > 0, `the lens "${uses.command.title}" opens the list of references`, list);

  const tiny = await person.open('experiments/tiny.gin');
  await quiet();
  const types = await at('TypeHierarchyProvider', 'prepareTypeHierarchy')(tiny, 'AdamW');
  const [above] = await person.ask('TypeHierarchyProvider', 'provideTypeHierarchySupertypes', types[0]);
  const below = await person.ask('TypeHierarchyProvider', 'provideTypeHierarchySubtypes', above);
  same([above.name, below.map(({ name }) => name)], ['Optimizer', ['AdamW', 'Lion']],
    'the type hierarchy goes up and down');

  const optimizers = await person.open('src/pretraining/optimizers.py');
  await quiet();
  const made = await at('ImplementationProvider', 'provideImplementation')(optimizers, 'Optimizer:');
  same(made?.map(pointed), ['optimizers.py: AdamW', 'optimizers.py: Lion'],
    'implementation goes to the derived classes');

  person.set('gimlet.inlayHints', false);
  await quiet();
  const hints = await person.ask('InlayHintsProvider', 'provideInlayHints', tiny, whole(tiny));
  same(hints?.length ?? 0, 0, 'a setting takes the values out of the lines');

  person.type(tiny, 'train.steps = 6', 'train.steps = 6\ntrain.');
  await quiet();
  const context = { triggerKind: 1, triggerCharacter: '.' };
  const completion = at('CompletionItemProvider', 'provideCompletionItems');
  const { items } = await completion(tiny, '\ntrain.\n', 7, undefined, context);
  const size = items.find(({ label }) => label === 'batch_size');
  report(size, 'completion offers the parameters of a Python function', items.map(({ label }) => label));
  const resolved = await person.ask('CompletionItemProvider', 'resolveCompletionItem', size);
  report(resolved.documentation?.value, 'and says more of one', resolved);
  const help = await at('SignatureHelpProvider', 'provideSignatureHelp')(tiny, 'train.steps', 9);
  holds(help?.signatures[0].label, 'steps', 'signature help shows the parameters');
};

drive.editing = async () => {
  const tiny = await person.open('experiments/tiny.gin');
  await quiet();

  const action = async (words, title, kind) => {
    const place = tiny.find(words, 1);
    const offered = await person.ask('CodeActionsProvider', 'provideCodeActions', tiny, new api.Range(place, place),
      { diagnostics: [], only: new api.CodeActionKind(kind), triggerKind: 1 });
    const chosen = offered?.find((each) => each.title.includes(title));
    if (!chosen) return report(false, `an action is called "${title}"`, offered);
    const { edit } = await person.ask('CodeActionsProvider', 'resolveCodeAction', chosen);
    await apply(edit);
  };
  await action('6e-4', 'Extract into the macro', 'refactor.extract');
  holds(tiny.getText(), 'PEAK = 6e-4\nwarmup_cosine.peak = %PEAK', 'an action extracts a macro');
  await action('%PEAK', 'Replace `%PEAK`', 'refactor.inline');
  holds(tiny.getText(), 'warmup_cosine.peak = 6e-4', 'an action puts the value back in its place');

  const bound = tiny.find('warmup_cosine.warmup', 'warmup_cosine.'.length);
  const renamable = await person.ask('RenameProvider', 'prepareRename', tiny, bound);
  same(tiny.textIn(renamable.range ?? renamable), 'warmup', 'a parameter can be renamed');
  await apply(await person.ask('RenameProvider', 'provideRenameEdits', tiny, bound, 'ramp'));
  holds(tiny.getText(), 'warmup_cosine.ramp = 2', 'a rename changes the binding');
  const schedules = textDocuments.find(({ uri }) => uri.path.endsWith('schedules.py'));
  holds(schedules?.getText(), 'def warmup_cosine(peak, ramp=0, floor_ratio=0.0):',
    'a rename reaches the Python function');
  same(problems('tiny.gin'), [], 'nothing is wrong after it');
  const refused = await person.ask('RenameProvider', 'provideRenameEdits', tiny, bound,
    '2').catch((problem) => problem);
  report(refused instanceof Error, 'a name that Python does not allow is refused', refused);

  await formatting(tiny);
  person.save(tiny);
  await quiet();
  await renamingFiles();
};

const formatting = async (tiny) => {
  const options = { tabSize: 2, insertSpaces: true };
  const write = async (line) => {
    person.type(tiny, tiny.getText(), `${tiny.getText().trimEnd()}\n${line}\n`);
    await quiet();
  };
  const layOut = async (edits) => {
    tiny.edit(edits);
    await quiet();
  };
  await write('train.batch_size=8   # Small.');
  await layOut(await person.ask('DocumentFormattingEditProvider', 'provideDocumentFormattingEdits', tiny, options));
  holds(tiny.getText(), 'train.batch_size = 8  # Small.', 'formatting lays the file out');
  await write('train.precision=%Precision.FLOAT32');
  const range = new api.Range(tiny.find('train.precision'), tiny.find('%Precision'));
  await layOut(
    await person.ask('DocumentRangeFormattingEditProvider',
      'provideDocumentRangeFormattingEdits', tiny, range, options));
  holds(tiny.getText(), 'train.precision = %Precision.FLOAT32', 'formatting lays a part out');
  await write('AdamW.betas=(0.9,0.95)');
  const end = tiny.find(tiny.getText(), tiny.getText().length);
  await layOut(
    await person.ask('OnTypeFormattingEditProvider', 'provideOnTypeFormattingEdits', tiny, end, '\n', options));
  holds(tiny.getText(), 'AdamW.betas = (0.9, 0.95)', 'a line is laid out when the next one begins');
  same(registered.get('DocumentFormattingEditProvider').languages, ['gin'], 'Swift and Python keep their formatters');
};

/** A config, a Python module: what names them is mended before they have their new names. */
const renamingFiles = async () => {
  const tiny = await person.open('experiments/tiny.gin');
  await rename('configs/base.gin', 'configs/common.gin');
  holds(tiny.getText(), "include 'configs/common.gin'", 'renaming a config mends the includes of it');
  const common = await person.open('configs/common.gin');
  await quiet();
  await rename('src/pretraining/train.py', 'src/pretraining/training.py');
  holds(common.getText(), 'import pretraining.training', 'renaming a Python module mends the imports of it');
  same(problems('.gin'), [], 'nothing is wrong after it');

  person.create('experiments/new.gin');
  await quiet();
  const made = await person.open('experiments/new.gin');
  await quiet();
  holds((await definition(tiny, "'configs/common.gin'", 3)).map(pointed).join(), 'common.gin',
    'the link leads to the new name');
  person.close(made);
  await quiet();
  person.delete('experiments/new.gin');
  await quiet();
};

/** Renames a file as a person does who has its old name open nowhere. */
const rename = async (from, to) => {
  const { edits, finish } = await person.rename(from, to);
  for (const edit of edits) await apply(edit);
  finish();
  await quiet();
};

/** Settings, crashes and files that others change. Not recorded: the second server would write over the first's. */
drive.gan = async () => {
  const digits = await person.open('experiments/digits.gin');
  await quiet();
  same(problems('digits.gin'), [], 'the experiment opens without problems');

  const hints = () => person.ask('InlayHintsProvider', 'provideInlayHints', digits, whole(digits));
  report((await hints()).length > 0, 'values stand in the lines');
  person.set('gimlet.inlayHints', false);
  report(await eventually(async () => !(await hints())?.length), 'a setting takes them away', await hints());
  person.set('gimlet.inlayHints', true);
  report(await eventually(async () => (await hints())?.length), 'and brings them back');

  // Of a file that is not open all problems are listed too.
  person.changeOnDisk('experiments/broken.gin', 'Digits.foldr = 3\n');
  report(await problemsBecome('broken.gin', 'unknown-parameter'),
    'problems of closed files are listed', problems('broken.gin'));
  person.changeOnDisk('experiments/broken.gin', "Digits.folder = 'here'\n");
  report(await problemsBecome('broken.gin'), 'and go when another program mends them', problems('broken.gin'));

  const pid = () => Number(/process (\d+)/.exec(shown.log.split('\n').findLast((line) =>
    line.includes('process')))?.[1]);
  const first = pid();
  process.kill(first, 'SIGKILL');
  report(await eventually(() => pid() !== first && registered.has('HoverProvider')),
    'a server that crashed is started anew');
  holds(await eventually(() => hover(digits, '%LATENT_SIZE').catch(() => '')), '100', 'and knows what is open');

  person.set('gimlet.command', ['gimlet-that-is-not-there']);
  person.answers.push(undefined);
  report(await eventually(() => shown.messages.some((message) =>
    message.includes('`gimlet-that-is-not-there` was not found'))),
    'a command that is not there is told', shown.messages);
  person.set('gimlet.command', ['gimlet', 'lsp']);
  holds(await eventually(() => hover(digits, '%LATENT_SIZE').catch(() => '')), '100', 'the right one helps at once');
};

const main = async () => {
  try {
    await activate();
    await drive[workspace]();
  } catch (problem) {
    report(false, 'the driver runs to its end', problem.stack);
  }
  if (process.env.GIMLET_SHOW_LOG) console.log(shown.log);
  await extension.deactivate();
  process.exit(failures === 0 ? 0 : 1);
};

main();
