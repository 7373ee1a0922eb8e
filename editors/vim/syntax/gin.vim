" How is a Gin config coloured? Every rule here has its twin in the grammars of the other editors.
if exists('b:current_syntax')
  finish
endif

let s:saved_options = &cpoptions
set cpoptions&vim

syntax case match

" A name on the left: scopes, then modules, then the configurable, then its parameter.
syntax match ginScope /\%(^\s*\)\@<=\%(\h[[:alnum:]_.]*\/\)\+/
syntax match ginParameter /\.\@<=\h\w*\ze\s*=/
syntax match ginParameter /\%(^\s\+\)\@<=\h\w*\ze\s*=/
syntax match ginMacroName /^\h\w*\ze\s*=/
syntax match ginBlock /\h[[:alnum:]_.]*\ze:\s*\%(#.*\)\?$/

" Statements.
syntax match ginStatement /^\s*\zs\%(import\|from\|include\)\>\ze\s*[^[:blank:]=.\/:]/
syntax match ginStatement /\%(^\s*from\s.\{-}\)\@<=\<import\>/
syntax match ginStatement /\%(^\s*\%(from\|import\)\s.\{-}\)\@<=\<as\>/

" Values. A scope in a value belongs to its reference.
syntax match ginReference /@\h[[:alnum:]_./]*/
syntax match ginCall /\%(@\h[[:alnum:]_./]*\)\@<=()/
syntax match ginMacro /%\h[[:alnum:]_./]*/
syntax keyword ginConstant True False None
syntax match ginNumber /[[:alnum:]_.]\@1<!\d[0-9_]*\%(\.[0-9_]*\)\?\%([eE][-+]\?[0-9_]\+\)\?[jJ]\?/
syntax match ginNumber /[[:alnum:]_]\@1<!\.\d[0-9_]*\%([eE][-+]\?[0-9_]\+\)\?[jJ]\?/
syntax match ginNumber /[[:alnum:]_.]\@1<!0\%([xX][0-9a-fA-F_]\+\|[oO][0-7_]\+\|[bB][01_]\+\)/

" Strings, with the prefixes of Python.
syntax match ginEscape contained /\\\%([abfnrtv'"\\]\|\o\{1,3}\|x\x\{2}\|u\x\{4}\|U\x\{8}\|N{[^}]*}\|$\)/
syntax region ginString start=/\%(\<[uUbB]\)\?'/ skip=/\\./ end=/'\|$/ contains=ginEscape
syntax region ginString start=/\%(\<[uUbB]\)\?"/ skip=/\\./ end=/"\|$/ contains=ginEscape
syntax region ginString start=/\%(\<[uUbB]\)\?'''/ skip=/\\./ end=/'''/ contains=ginEscape
syntax region ginString start=/\%(\<[uUbB]\)\?"""/ skip=/\\./ end=/"""/ contains=ginEscape
syntax region ginString start=/\<\%([rR][bB]\?\|[bB][rR]\)'/ skip=/\\./ end=/'\|$/
syntax region ginString start=/\<\%([rR][bB]\?\|[bB][rR]\)"/ skip=/\\./ end=/"\|$/

syntax match ginComment /#.*/ contains=ginTodo,@Spell
syntax keyword ginTodo contained TODO FIXME XXX NOTE
syntax sync minlines=100

highlight default link ginScope Special
highlight default link ginParameter Identifier
highlight default link ginMacroName Macro
highlight default link ginBlock Type
highlight default link ginStatement Include
highlight default link ginReference Function
highlight default link ginCall Operator
highlight default link ginMacro Macro
highlight default link ginConstant Constant
highlight default link ginNumber Number
highlight default link ginString String
highlight default link ginEscape SpecialChar
highlight default link ginComment Comment
highlight default link ginTodo Todo

let b:current_syntax = 'gin'
let &cpoptions = s:saved_options
unlet s:saved_options
