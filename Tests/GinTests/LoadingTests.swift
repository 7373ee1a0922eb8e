// Does a program get what its configs say?

import Gin
import Testing

@Suite struct LoadingTests {
  @Test func nothing() {}
}
