// How does the server live? It is started, told what VS Code can, started anew when it crashes, and ended.

const { spawn } = require('node:child_process');
const vscode = require('vscode');
const { CancellationError, EventEmitter, commands, env, version, window, workspace } = vscode;
const { Connection } = require('./connection');
const { answerServer } = require('./answers');
const documents = require('./documents');
const features = require('./features');
const { Problems } = require('./problems');

const mostCrashes = 5;
const crashMinutes = 3;
const endingMilliseconds = 2000;

// An edit came in between: cancelled, the text has changed, the server gave it up.
const isOld = ({ code }) => [-32800, -32801, -32802].includes(code);

/** What VS Code can, as far as this client makes use of it. */
const capabilities = {
  general: { positionEncodings: ['utf-16'] },
  window: { workDoneProgress: true, showDocument: { support: true }, showMessage: {} },
  workspace: {
    applyEdit: true,
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: {},
    didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
    executeCommand: {},
    symbol: {},
    codeLens: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
    semanticTokens: { refreshSupport: true },
    diagnostics: { refreshSupport: true },
    textDocumentContent: {},
    fileOperations: { didCreate: true, willRename: true, didRename: true, didDelete: true },
  },
  textDocument: {
    synchronization: { didSave: true },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    definition: { linkSupport: true },
    declaration: { linkSupport: true },
    typeDefinition: { linkSupport: true },
    implementation: { linkSupport: true },
    references: {},
    documentHighlight: {},
    completion: {
      contextSupport: true,
      completionItem: {
        snippetSupport: true,
        documentationFormat: ['markdown', 'plaintext'],
        resolveSupport: { properties: ['documentation', 'detail', 'additionalTextEdits'] },
      },
    },
    signatureHelp: {
      signatureInformation: {
        documentationFormat: ['markdown', 'plaintext'],
        parameterInformation: { labelOffsetSupport: true },
        activeParameterSupport: true,
      },
    },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    foldingRange: { lineFoldingOnly: true },
    selectionRange: {},
    documentLink: { tooltipSupport: true },
    callHierarchy: {},
    typeHierarchy: {},
    rename: { prepareSupport: true },
    formatting: {},
    rangeFormatting: {},
    onTypeFormatting: {},
    inlayHint: {},
    codeLens: {},
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'refactor', 'source'] } },
      isPreferredSupport: true,
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
    },
    diagnostic: { relatedDocumentSupport: false },
    publishDiagnostics: { relatedInformation: true, tagSupport: { valueSet: [1, 2] }, versionSupport: true },
    semanticTokens: {
      requests: { range: true, full: { delta: true } },
      tokenTypes: [],
      tokenModifiers: [],
      formats: ['relative'],
    },
  },
};

/** What is not set stays as `gimlet.gin` says: for a list that is not set VS Code has an empty one. */
const settings = () => {
  const { inlayHints, hoverImages, workspace: lists = {} } = workspace.getConfiguration('gimlet');
  const set = Object.entries(lists).filter(([, list]) => list?.length > 0);
  return { inlayHints, hoverImages, workspace: Object.fromEntries(set) };
};

class Client {
  /** The person's window on what goes wrong. */
  #log;
  #connection;
  #process;
  #running = [];
  #isEnding = false;
  #crashes = [];
  #runCommand;
  #documents = new EventEmitter();
  #changed = { semanticTokens: new EventEmitter(), inlayHint: new EventEmitter(), codeLens: new EventEmitter() };

  /**
   * @param log An output channel.
   * @param runCommand Runs one of the server's commands: its name, its arguments, and what sends it on.
   */
  constructor(log, runCommand) {
    this.#log = log;
    this.#runCommand = runCommand;
  }

  /** Says that a document of the server's reads differently now. */
  get onDidChangeDocument() {
    return this.#documents.event;
  }

  async start() {
    this.#isEnding = false;
    const [program, ...programArguments] = workspace.getConfiguration('gimlet').get('command');
    const child = spawn(program, programArguments, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#process = child;
    this.#connection = new Connection(child.stdout, child.stdin);
    child.stderr.on('data', (bytes) => this.#log.append(String(bytes)));
    this.#log.appendLine(`${program} runs as process ${child.pid}.`);
    child.on('error', (problem) => this.#couldNotStart(program, problem));
    child.on('exit', (code, signal) => this.#ended(child, code ?? signal));
    // Whoever cannot be started has been told of.
    await this.#initialize(this.#connection).catch((problem) => this.#log.appendLine(problem.message));
  }

  async stop() {
    const [child, connection] = [this.#process, this.#connection];
    this.#isEnding = true;
    this.#dispose();
    if (!child || child.exitCode !== null || child.pid === undefined) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const timer = setTimeout(() => child.kill(), endingMilliseconds);
    connection.request('shutdown').then(() => connection.notify('exit'), () => child.kill());
    await ended;
    clearTimeout(timer);
  }

  async restart() {
    await this.stop();
    this.#crashes = [];
    await this.start();
  }

  /** Asks the server; what a newer text has made old is no failure. */
  async ask(method, params, token, convert = (answer) => answer) {
    try {
      const answer = await this.#connection.request(method, params, token);
      return answer === null || answer === undefined ? undefined : convert(answer);
    } catch (problem) {
      throw isOld(problem) ? new CancellationError() : problem;
    }
  }

  settingsChanged() {
    this.#connection?.notify('workspace/didChangeConfiguration', { settings: { gimlet: settings() } });
  }

  async #initialize(connection) {
    const ask = this.ask.bind(this);
    const problems = new Problems(ask);
    this.#running.push(problems);
    const refreshed = { ...this.#changed, documents: this.#documents };
    answerServer(connection, { log: this.#log, problems, refreshed, settings, running: this.#running });
    const folders = workspace.workspaceFolders ?? [];
    const answer = await connection.request('initialize', {
      processId: process.pid,
      clientInfo: { name: env.appName, version },
      rootUri: folders[0]?.uri.toString() ?? null,
      workspaceFolders: folders.map(documents.folder),
      capabilities,
      // The extension shows the documents that are no files.
      initializationOptions: { gimlet: { ...settings(), documents: true } },
    });
    connection.notify('initialized', {});
    const { semanticTokens, inlayHint, codeLens } = this.#changed;
    const changed = { semanticTokens: semanticTokens.event, inlayHint: inlayHint.event, codeLens: codeLens.event };
    const names = answer.capabilities.executeCommandProvider?.commands ?? [];
    const send = (command) => (args) => ask('workspace/executeCommand', { command, arguments: args });
    this.#running.push(
      ...features.register(answer.capabilities, ask, changed),
      ...names.map((name) => commands.registerCommand(name, (...args) => this.#runCommand(name, args, send(name)))),
      ...documents.followFiles(connection, ask),
      ...documents.follow(connection, problems),
    );
  }

  #dispose() {
    for (const part of this.#running.splice(0)) part.dispose();
  }

  async #couldNotStart(program, { code, message }) {
    this.#connection.close();
    this.#dispose();
    const reason = code === 'ENOENT' ? `\`${program}\` was not found` : message;
    const settle = 'Open Settings';
    const chosen = await window.showErrorMessage(`Gimlet could not be started: ${reason}.`, settle);
    if (chosen === settle) await commands.executeCommand('workbench.action.openSettings', 'gimlet.command');
  }

  async #ended(child, code) {
    if (child !== this.#process) return;
    this.#connection.close();
    this.#dispose();
    if (this.#isEnding) return;
    const now = Date.now();
    this.#crashes = [...this.#crashes, now].filter((time) => now - time < crashMinutes * 60_000);
    this.#log.appendLine(`Gimlet ended with ${code}.`);
    if (this.#crashes.length < mostCrashes) return this.start();
    const again = 'Restart';
    const message = `Gimlet has ended ${mostCrashes} times in ${crashMinutes} minutes.`;
    if ((await window.showErrorMessage(message, again)) === again) await this.restart();
  }
}

module.exports = { Client };
