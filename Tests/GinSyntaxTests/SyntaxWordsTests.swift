// Does every problem say what to do? The sentences as a person reads them.

import GinSyntax
import Testing

@Suite struct SyntaxWordsTests {
  @Test(arguments: [
    ("x = PATH_TO_DL", "`PATH_TO_DL` is not a value: write it in quotes, or `%PATH_TO_DL` for a macro."),
    (
      "x.y = @AdamTF(lr=3e-4)",
      "A reference takes no arguments: close it with `)`, and bind the parameters with `name.parameter = value`."
    ),
    (
      "x = choices(1, 2)",
      "Gin calls no functions in values: write `@choices()`, and bind its parameters on lines of their own."
    ),
    ("x = 1 + 2", "Gin does not compute: write the result instead of `+`, or a reference to a function that does."),
    (
      "x = @a() + '..'",
      "Gin does not compute: write the result instead of `+`, or a reference to a function that does."
    ),
    ("x =", "The value is missing: write one behind the `=`."),
    ("x = # why", "The value is missing: write one before the comment."),
    ("x = 'abc", "The string is not closed: end it with `'`."),
    ("x = 1, 2", "A value ends before the `,`: put brackets around the whole tuple or list."),
    ("x = [1 2]", "`,` or `]` is missing before `2`."),
    ("x = [1)", "`)` closes a bracket of another kind: write `]`."),
    ("x = [1,", "`[` is never closed: close it."),
    ("x = [1\ny = 2", "`,` or `]` is missing before `y`."),
    ("x = [1,\ny = 2", "A new statement begins before `[` is closed: close it first."),
    ("x = {[1]: 2}", "Lists and dictionaries cannot be keys of a dictionary: use a tuple or a string."),
    ("x = f'a'", "Gin has no f-strings: write the text itself."),
    ("x = -'a'", "`'a'` is no number: `-` may stand before a number only."),
    ("x = {1}", "`}` cannot follow the key: an entry of a dictionary is `key: value`."),
    ("x = @", "`@` wants a name: write `@name`, or `@name()` for its result."),
    ("x = %", "`%` wants the name of a macro."),
    ("Foo.bar", "`Foo.bar` has no value: write `Foo.bar = value`, or `Foo.bar:` for a block."),
    (
      "a.b/c = 1",
      "`a.b/c` is no name: write `scope/module.name.parameter` without spaces, with periods behind the last `/` only."
    ),
    (
      "x = 1\n  x:\n y = 2\n",
      "The indentation matches no line above: indent the line like the other lines of its block."
    ),
    ("F:\nx = 1", "The block `F` is empty: indent at least one `parameter = value` below it."),
    ("F: x = 1", "`x` cannot follow the `:` of a block: put its lines below, indented."),
    (
      "F:\n  a.b = 1",
      "Inside a block a line names the parameter alone: write `parameter = value`, or end the block first."
    ),
    ("include base.gin", "`base` is no path: write the file's path in quotes."),
    ("include b'a'", "`b'a'` is no path: write the file's path in quotes."),
    ("from a", "`import` is missing: write `from a import name`."),
    ("from a import *", "`*` cannot be imported: name one module, without brackets or periods."),
    ("import a, b", "`,` cannot follow an import: one statement a line."),
    (
      "'a' = 1",
      "`'a'` begins no statement: write `name.parameter = value`, `NAME = value`, `name:`, `import` or `include`."
    ),
    ("x = 1 \\\n", "The file ends behind a `\\`: remove it, or finish the statement."),
    (
      "\u{FEFF}x = 1", "The file starts with a byte order mark, which gin-config refuses: save it as UTF-8 without one."
    ),
  ])
  func theFirstProblem(source: String, message: String) {
    #expect(GinFile(source).problems.first?.message == message)
  }
}
