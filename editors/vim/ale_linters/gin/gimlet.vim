" How does ALE start Gimlet for a Gin config?

" The first marker that any folder above has decides, as it does for `gimlet` itself.
function! ale_linters#gin#gimlet#Root(buffer) abort
  for l:marker in ['gimlet.gin', '.git', 'Package.swift', 'pyproject.toml', 'setup.py']
    let l:path = ale#path#FindNearestFile(a:buffer, l:marker)
    if empty(l:path)
      let l:path = ale#path#FindNearestDirectory(a:buffer, l:marker)
    endif
    if !empty(l:path)
      return fnamemodify(l:path, ':s?[/\\]$??:h')
    endif
  endfor
  return expand('#' . a:buffer . ':p:h')
endfunction

call ale#linter#Define('gin', {
      \ 'name': 'gimlet',
      \ 'lsp': 'stdio',
      \ 'executable': 'gimlet',
      \ 'command': '%e lsp',
      \ 'project_root': function('ale_linters#gin#gimlet#Root'),
      \ })
