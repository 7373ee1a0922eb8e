@main
struct Gimlet {
  static func main() {}
}
