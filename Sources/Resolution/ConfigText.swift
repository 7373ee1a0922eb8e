// How does gin-config write a whole config? The text of `gin.config_str()`, byte for byte.

struct ConfigText {
  let config: ResolvedConfig
  let annotations: ConfigTextAnnotations
  init(_ config: ResolvedConfig, _ annotations: ConfigTextAnnotations) {
    self.config = config
    self.annotations = annotations
  }
  var text: String { "" }
}
