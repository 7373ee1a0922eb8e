-- How does Neovim 0.11 and later start Gimlet? `vim.lsp.enable('gimlet')` reads this file.
return {
  cmd = vim.g.gimlet_command or { 'gimlet', 'lsp' },
  -- Neovim opens the documents that are no files: see lua/gimlet.lua.
  init_options = { gimlet = { documents = true } },
  filetypes = { 'gin', 'swift', 'python' },
  -- The first marker that any folder above has decides, as it does for `gimlet` itself.
  root_markers = { 'gimlet.gin', '.git', 'Package.swift', 'pyproject.toml', 'setup.py' },
}
