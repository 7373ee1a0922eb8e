// How are messages told apart from answers on a pipe? JSON-RPC with LSP's headers, and nothing of VS Code.

const separator = '\r\n\r\n';

/** What the other side refused. */
class ResponseError extends Error {
  constructor({ code, message }) {
    super(message);
    this.code = code;
  }
}

/** A conversation over two streams. */
class Connection {
  #output;
  #unread = Buffer.alloc(0);
  #nextID = 1;
  #waiting = new Map();
  #requestHandlers = new Map();
  #notificationHandlers = new Map();

  constructor(input, output) {
    this.#output = output;
    input.on('data', (bytes) => this.#receive(bytes));
    // Whoever reads is gone; that the process ended is told elsewhere.
    output.on('error', () => this.close());
  }

  /** Answers the requests of a method; what the handler returns or promises is the answer. */
  onRequest(method, handler) {
    this.#requestHandlers.set(method, handler);
  }

  onNotification(method, handler) {
    this.#notificationHandlers.set(method, handler);
  }

  notify(method, params) {
    this.#send({ jsonrpc: '2.0', method, params });
  }

  /** @param token VS Code's cancellation token, or nothing. */
  request(method, params, token) {
    const id = this.#nextID++;
    const answer = new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    const cancellation = token?.onCancellationRequested(() => this.notify('$/cancelRequest', { id }));
    this.#send({ jsonrpc: '2.0', id, method, params });
    return answer.finally(() => cancellation?.dispose());
  }

  /** No answer will come any more. */
  close() {
    for (const { reject } of this.#waiting.values()) reject(new ResponseError({ code: 0,
      message: 'Gimlet has ended.' }));
    this.#waiting.clear();
  }

  #send(message) {
    const body = JSON.stringify(message);
    if (!this.#output.writable) return this.close();
    this.#output.write(`Content-Length: ${Buffer.byteLength(body)}${separator}${body}`);
  }

  #receive(bytes) {
    this.#unread = Buffer.concat([this.#unread, bytes]);
    for (;;) {
      const headersEnd = this.#unread.indexOf(separator);
      if (headersEnd < 0) return;
      const length = Number(/Content-Length: *(\d+)/i.exec(this.#unread.toString('latin1', 0, headersEnd))?.[1] ?? 0);
      const start = headersEnd + separator.length;
      if (this.#unread.length < start + length) return;
      const body = this.#unread.toString('utf8', start, start + length);
      this.#unread = this.#unread.subarray(start + length);
      if (length > 0) this.#handle(JSON.parse(body));
    }
  }

  #handle(message) {
    if (message.method === undefined) {
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.error) waiting?.reject(new ResponseError(message.error));
      else waiting?.resolve(message.result);
    } else if (message.id === undefined) {
      this.#notificationHandlers.get(message.method)?.(message.params);
    } else {
      this.#answer(message);
    }
  }

  async #answer({ id, method, params }) {
    const handler = this.#requestHandlers.get(method);
    const unknown = { code: -32601, message: `\`${method}\` is not a request that this client answers.` };
    if (!handler) return this.#send({ jsonrpc: '2.0', id, error: unknown });
    try {
      this.#send({ jsonrpc: '2.0', id, result: (await handler(params)) ?? null });
    } catch (problem) {
      this.#send({ jsonrpc: '2.0', id, error: { code: -32803, message: String(problem?.message ?? problem) } });
    }
  }
}

module.exports = { Connection, ResponseError };
