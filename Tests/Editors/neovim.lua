-- Does Neovim show what the server knows? Drives a headless Neovim, with the configuration in editors/, as a person
-- would: opens a file, hovers, jumps, types. Run by Tests/Editors/run, which says what to expect.

local workspace = vim.env.GIMLET_WORKSPACE
local expected = vim.fn.split(vim.env.GIMLET_RATES, ' ')
local expected_after_edit = vim.fn.split(vim.env.GIMLET_RATES_AFTER_EDIT, ' ')
local slow_rates = vim.fn.split(vim.env.GIMLET_SLOW_RATES, ' ')
local straight_rates = vim.fn.split(vim.env.GIMLET_STRAIGHT_RATES, ' ')
local failures = 0

local function report(passed, what, detail)
  io.write(('%s neovim: %s: %s\n'):format(passed and 'pass' or 'FAIL', workspace, what))
  if not passed then
    failures = failures + 1
    io.write('     ' .. (detail or '(nothing arrived)'):gsub('\n', '\n     ') .. '\n')
  end
end

--- Waits until `condition` holds, and returns what it returned last. A minute, for a machine that is very busy.
local function eventually(condition)
  local result
  vim.wait(60000, function()
    result = condition()
    return result
  end, 20)
  return result
end

-- What the server published last, by URI.
local published = {}
local publish = vim.lsp.handlers['textDocument/publishDiagnostics']
vim.lsp.handlers['textDocument/publishDiagnostics'] = function(problem, result, ...)
  if result then
    published[result.uri] = result.diagnostics
  end
  return publish(problem, result, ...)
end

--- What Neovim itself keeps as errors and warnings of this buffer.
local function problems()
  return vim.diagnostic.get(0, { severity = { min = vim.diagnostic.severity.WARN } })
end

local function code_of(diagnostic)
  return diagnostic.code or vim.tbl_get(diagnostic, 'user_data', 'lsp', 'code')
end

--- Puts the cursor on the first place that holds `text`.
local function go_to(text)
  vim.fn.cursor(1, 1)
  return vim.fn.search([[\V]] .. text, 'c') > 0
end

--- Closes every floating window, so that the next one is new.
local function close_floats()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      vim.api.nvim_win_close(window, true)
    end
  end
end

local function float_text()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, true), '\n')
    end
  end
end

--- Hovers at the cursor, and waits for a window that shows all of `wanted` in order.
local function hover(wanted)
  local last
  local shown = eventually(function()
    close_floats()
    vim.lsp.buf.hover()
    vim.wait(2000, float_text, 10)
    last = float_text() or last
    local from = 1
    for _, text in ipairs(wanted) do
      local _, stop = (last or ''):find(text, from, true)
      if not stop then
        return false
      end
      from = stop + 1
    end
    return true
  end)
  close_floats()
  return shown, last
end

--- Chooses the action whose title holds `title`, as a person does in the menu. Who gets no menu asks again: Neovim keeps
--- edits back for a moment, and one of another file may reach the server behind the question and make it old.
local function act(title, kind)
  local offered = {}
  local chosen
  vim.ui.select = function(items, options, choose)
    for _, item in ipairs(items) do
      local text = options.format_item(item)
      table.insert(offered, text)
      if text:find(title, 1, true) and not chosen then
        chosen = true
        return choose(item)
      end
    end
  end
  eventually(function()
    vim.lsp.buf.code_action({ only = { kind }, diagnostics = {} })
    return vim.wait(5000, function()
      return chosen
    end, 20)
  end)
  return table.concat(offered, '\n')
end

--- Asks for the definition of what the first `text` says, and reports whether the cursor comes to rest on `target`.
local function jump(text, target, file, what)
  go_to(text)
  vim.lsp.buf.definition()
  local arrived = eventually(function()
    return vim.api.nvim_buf_get_name(0):find(file, 1, true)
  end)
  local place = ('%s:%d:%d'):format(vim.api.nvim_buf_get_name(0), vim.fn.line('.'), vim.fn.col('.'))
  local from_cursor = vim.fn.getline('.'):sub(vim.fn.col('.'))
  report(arrived and vim.startswith(from_cursor, target), what, place)
end

local function open(file)
  vim.cmd('edit ' .. file)
  local uri = vim.uri_from_bufnr(0)
  report(vim.bo.filetype == 'gin', 'a .gin file has the file type gin', vim.bo.filetype)
  eventually(function()
    return published[uri]
  end)
  report(published[uri] and #problems() == 0, 'the experiment opens without problems', vim.inspect(published[uri]))
  return uri
end

local drive = {}

function drive.trainer()
  local uri = open('experiments/second.gin')

  go_to('@make_lr_schedule()')
  local shown, text = hover(expected)
  report(shown, 'hover shows the six learning rates', text)
  report((text or ''):find('second.gin:5', 1, true), 'hover names the line that set an input', text)
  io.write('     ' .. (text or ''):gsub('\n', '\n     ') .. '\n')

  -- Only typed: the file on disk stays as it is.
  local on_disk = vim.fn.readfile('experiments/second.gin')
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes('GoTrainerConfig.base_lrr = 1<Esc>', true, true, true), 'xt', true)
  local typed_line = vim.fn.line('$')
  local misspelt = eventually(function()
    for _, diagnostic in ipairs(problems()) do
      if code_of(diagnostic) == 'unknown-parameter' and diagnostic.lnum == typed_line - 1 then
        return diagnostic
      end
    end
  end)
  report(misspelt, 'a misspelt parameter is marked as it is typed', vim.inspect(published[uri]))
  vim.cmd('normal! dd')
  report(
    eventually(function()
      return #problems() == 0
    end),
    'the mark goes when the line goes',
    vim.inspect(published[uri])
  )

  go_to('1e-3')
  vim.cmd('normal! cW2e-3')
  go_to('@make_lr_schedule()')
  shown, text = hover(expected_after_edit)
  report(shown, 'hover follows an unsaved edit', text)
  report(vim.deep_equal(on_disk, vim.fn.readfile('experiments/second.gin')), 'nothing was written')

  jump('@make_lr_schedule()', 'makeLRSchedule', 'Schedule.swift', 'definition jumps to the Swift function\'s name')
  drive.documents()
end

--- The text of the window that shows a document of the server's, once it says `wanted`.
local function document(wanted)
  local text
  local shown = eventually(function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      local buffer = vim.api.nvim_win_get_buf(window)
      if vim.startswith(vim.api.nvim_buf_get_name(buffer), 'gimlet://') then
        text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, true), '\n')
        if text:find(wanted, 1, true) then
          return true
        end
      end
    end
  end)
  return shown, text
end

--- Closes the windows that show documents of the server's.
local function close_documents()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.startswith(vim.api.nvim_buf_get_name(vim.api.nvim_win_get_buf(window)), 'gimlet://') then
      vim.api.nvim_win_close(window, true)
    end
  end
end

function drive.documents()
  vim.cmd('buffer second.gin')
  local lenses = vim.lsp.buf_request_sync(0, 'textDocument/codeLens', { textDocument = { uri = vim.uri_from_bufnr(0) } }, 20000)
  local _, answer = next(lenses or {})
  local titles = vim.tbl_map(function(lens)
    return lens.command.title
  end, answer and answer.result or {})
  report(
    vim.deep_equal(titles, { 'Print', 'Diff with experiments/first.gin' }),
    'lenses print an experiment and compare it with its base',
    vim.inspect(titles)
  )

  local config = vim.api.nvim_get_current_win()
  vim.cmd('GimletPrint')
  local shown, text = document('TrainerConfig.lr_schedule = [' .. table.concat(expected_after_edit, ', '))
  report(shown, 'the resolved config stands beside the file, unsaved edits included', text)
  vim.api.nvim_set_current_win(config)
  vim.fn.search('2e-3')
  vim.cmd('normal! cW1e-3')
  shown, text = document('TrainerConfig.lr_schedule = [' .. table.concat(expected, ', '))
  report(shown, 'it follows the typing', text)
  close_documents()

  vim.api.nvim_set_current_win(config)
  vim.cmd('GimletDiff')
  shown, text = document('TrainerConfig.lr_schedule, derived from TrainerConfig.base_lr')
  report(shown, 'a difference marks what is derived', text)
  io.write('     ' .. (text or ''):gsub('\n', '\n     ') .. '\n')
  close_documents()

  vim.api.nvim_set_current_win(config)
  vim.cmd('GimletPreview TrainerConfig.base_lr = 2e-3')
  shown, text = document('+ 0.002  (this preview)')
  report(shown, 'a preview shows what another value would change', text)
  close_documents()

  vim.api.nvim_set_current_win(config)
  go_to('1e-3')
  local offered = act('TrainerConfig.base_lr = 0.002', 'refactor.preview.gimlet')
  shown, text = document('+ 0.002  (this preview)')
  report(shown, 'an action on a number opens the preview', offered .. '\n' .. (text or ''))
  report(vim.api.nvim_get_current_win() == config, 'the cursor stays in the file', vim.api.nvim_buf_get_name(0))
  close_documents()

  vim.lsp.codelens.refresh()
  eventually(function()
    return #vim.lsp.codelens.get(0) == 2
  end)
  vim.fn.cursor(1, 1)
  vim.ui.select = function(items, options, choose)
    for _, item in ipairs(items) do
      if options.format_item(item):find('Print', 1, true) then
        return choose(item)
      end
    end
  end
  vim.lsp.codelens.run()
  shown, text = document('TrainerConfig.lr_schedule = [')
  report(shown, 'a lens opens the resolved config', text)
  close_documents()
end

function drive.gan()
  open('experiments/digits.gin')
  go_to('%LATENT_SIZE')
  local shown, text = hover({ '100' })
  report(shown, 'hover shows the value of a macro', text)

  local networks = 'configs/networks.gin'
  jump('%LATENT_SIZE', 'LATENT_SIZE', networks, 'definition of a macro jumps to its binding')
  vim.cmd('buffer digits.gin')
  jump("'networks.gin'", '# Two networks', networks, 'definition of an include jumps to the file')
  vim.cmd('buffer digits.gin')
  jump('@generator/dnn', 'dnn(', 'Networks.swift', 'definition of a scoped reference jumps to the function\'s name')
end

function drive.pretraining()
  open('experiments/tiny.gin')
  go_to('@slow/warmup_cosine()')
  local shown, text = hover(slow_rates)
  report(shown, 'hover shows what a Python function returns in its scope', text)
  report((text or ''):find('tiny.gin:18', 1, true), 'hover names the binding of the scope', text)
  io.write('     ' .. (text or ''):gsub('\n', '\n     ') .. '\n')

  jump('warmup_cosine.warmup', 'warmup', 'schedules.py', 'definition of a binding jumps to the Python parameter')

  -- The half cosine becomes a straight line, and nothing is saved.
  local on_disk = vim.fn.readfile('src/pretraining/schedules.py')
  go_to('0.5 * (1 + math.cos(math.pi * progress))')
  vim.cmd('normal! C1 - progress')
  vim.cmd('buffer tiny.gin')
  report(vim.deep_equal(on_disk, vim.fn.readfile('src/pretraining/schedules.py')), 'nothing was written')
  vim.cmd([[%substitute/@slow./@/]])
  go_to('@warmup_cosine()')
  shown, text = hover(straight_rates)
  report(shown, 'hover follows unsaved edits of both files', text)

  -- A parameter that Python's signature does not have is an error of the binding; the repair is one undo.
  vim.cmd('buffer schedules.py')
  go_to('warmup=0')
  vim.cmd('normal! cwrise_steps')
  vim.cmd('buffer tiny.gin')
  report(
    eventually(function()
      for _, diagnostic in ipairs(problems()) do
        if code_of(diagnostic) == 'unknown-parameter' then
          return diagnostic
        end
      end
    end),
    'renaming a Python parameter marks the binding that named it',
    vim.inspect(published[vim.uri_from_bufnr(0)])
  )
  vim.cmd('buffer schedules.py')
  vim.cmd('undo')
  vim.cmd('buffer tiny.gin')
  report(
    eventually(function()
      return #problems() == 0
    end),
    'the mark goes when the name is back',
    vim.inspect(published[vim.uri_from_bufnr(0)])
  )
  drive.experiments()
end

--- Chooses the experiment that a shared file is shown in.
function drive.experiments()
  vim.cmd('edit configs/base.gin')
  local uri = vim.uri_from_bufnr(0)
  eventually(function()
    return published[uri]
  end)
  local asked
  -- Neovim asks in the command line, where nobody sits.
  vim.lsp.handlers['window/showMessageRequest'] = function(_, question)
    asked = vim.tbl_map(function(action)
      return action.title
    end, question.actions)
    return { title = 'long' }
  end
  vim.cmd('GimletExperiment')
  eventually(function()
    return asked
  end)
  report(asked and vim.tbl_contains(asked, 'long'), 'choosing asks which experiment is meant', vim.inspect(asked))
  go_to('steps = 4')
  local shown, text = hover({ 'long', '(in view)', '12' })
  report(shown, 'hover answers for the experiment in view', text)
end

--- The lines of a file as Neovim has it, saved or not.
local function lines_of(file)
  local buffer = vim.fn.bufnr(file)
  return buffer >= 0 and table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, true), '\n') or ''
end

--- Asks for completions behind the cursor as Neovim's own completion does, and takes the one that is called `label`.
local function complete(label)
  local answers = vim.lsp.buf_request_sync(0, 'textDocument/completion', vim.lsp.util.make_position_params(), 20000)
  local _, answer = next(answers or {})
  local words = {}
  if not answer or not answer.result then
    return false, words
  end
  for _, item in ipairs(vim.lsp.util.extract_completion_items(answer.result)) do
    table.insert(words, item.label)
    if item.label == label then
      local edits = vim.list_extend({ item.textEdit }, item.additionalTextEdits or {})
      vim.lsp.util.apply_text_edits(edits, vim.api.nvim_get_current_buf(), 'utf-16')
      return true, words
    end
  end
  return false, words
end

--- Waits until the server has the buffer as it is: it answers in order.
local function settle()
  vim.lsp.buf_request_sync(0, 'textDocument/documentSymbol', { textDocument = vim.lsp.util.make_text_document_params() }, 20000)
end

function drive.editing()
  open('experiments/tiny.gin')

  -- The name of a Python class that nothing imports brings its module along.
  vim.cmd('edit src/pretraining/schedules.py')
  vim.cmd('edit experiments/new.gin')
  vim.api.nvim_buf_set_lines(0, 0, -1, true, { 'import pretraining.schedules', '', 'Adam' })
  vim.o.virtualedit = 'onemore'
  vim.fn.cursor(3, 5)
  local words
  local taken = eventually(function()
    local is_there
    is_there, words = complete('AdamW')
    return is_there
  end)
  report(taken, 'completion offers a Python class', vim.inspect(words))
  report(
    lines_of('new.gin') == 'import pretraining.schedules\nimport pretraining.optimizers\n\nAdamW.',
    'completion adds the import that the name needs',
    lines_of('new.gin')
  )

  vim.cmd('buffer tiny.gin')
  go_to('6e-4')
  local offered = act('Extract into the macro', 'refactor.extract')
  report(
    eventually(function()
      return lines_of('tiny.gin'):find('PEAK = 6e-4\nwarmup_cosine.peak = %PEAK', 1, true)
    end),
    'an action extracts a macro',
    offered .. '\n' .. lines_of('tiny.gin')
  )
  settle()
  go_to('%PEAK')
  offered = act('Replace `%PEAK`', 'refactor.inline')
  report(
    eventually(function()
      return lines_of('tiny.gin'):find('warmup_cosine.peak = 6e-4', 1, true)
    end),
    'an action puts the value back in its place',
    offered .. '\n' .. lines_of('tiny.gin')
  )

  settle()
  go_to('warmup_cosine.warmup')
  vim.fn.search('warmup =', 'c')
  vim.lsp.buf.rename('ramp')
  report(
    eventually(function()
      return lines_of('tiny.gin'):find('warmup_cosine.ramp = 2', 1, true)
        and lines_of('schedules.py'):find('def warmup_cosine(peak, ramp=0, floor_ratio=0.0):', 1, true)
    end),
    'a rename of a parameter reaches the Python function',
    lines_of('tiny.gin') .. '\n' .. lines_of('schedules.py')
  )
  report(
    lines_of('schedules.py'):find('for step in range(ramp)]', 1, true),
    'a rename of a parameter reaches its uses',
    lines_of('schedules.py')
  )

  settle()
  vim.api.nvim_buf_set_lines(0, -1, -1, true, { 'train.batch_size=8   # Small.' })
  if vim.lsp.buf.format then
    vim.lsp.buf.format({ timeout_ms = 20000 })
  else
    vim.lsp.buf.formatting_sync(nil, 20000)
  end
  report(
    lines_of('tiny.gin'):find('train.batch_size = 8  # Small.', 1, true),
    'formatting lays the file out',
    lines_of('tiny.gin')
  )
  settle()
end

vim.o.hidden = true
local finished, problem = xpcall(drive[workspace], debug.traceback)
if not finished then
  report(false, 'the driver runs to its end', problem)
end
vim.cmd(failures == 0 and 'qall!' or 'cquit 1')
