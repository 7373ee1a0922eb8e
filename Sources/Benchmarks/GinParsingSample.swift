// What does a large gin file look like? The mix that GIN.md counts in public repositories.

enum GinParsingSample {
  /// The same text every time.
  static func text(lines: Int) -> [UInt8] {
    var text = "from __gin__ import dynamic_registration\nimport t5.models\ninclude 'base.gin'\n\n"
    var count = 4
    var index = 0
    while count < lines {
      let part = part(index)
      text += part
      count += part.utf8.reduce(0) { $1 == 0x0A ? $0 + 1 : $0 }
      index += 1
    }
    return Array(text.utf8)
  }

  private static func part(_ index: Int) -> String {
    switch index % 16 {
    case 0: "# Parameters for run \(index):\n# \(String(repeating: "=", count: 77))\n"
    case 1: "BATCH_SIZE_\(index) = \(index * 32)\n"
    case 2: "train/optim.Adam.learning_rate_\(index) = \(Double(index) * 1e-4)\n"
    case 3: "utils.run.mesh_devices_\(index) = ['gpu:0', 'gpu:1', 'gpu:2', 'gpu:3']\n"
    case 4: "Bitransformer.decoder_\(index) = @decoder/transformer.make_layer_stack()\n"
    case 5: "run.batch_size_\(index) = (\"tokens_per_batch\", 65_536)\n\n"
    case 6: "TrainerConfig_\(index):\n  base_lr = 1e-3\n  total_steps = 6\n  schedule = @make_lr_schedule()\n\n"
    case 7: "decoder/mesh_tensorflow.transformer.LayerStack.dropout_rate_\(index) = %DROPOUT\n"
    case 8: "layers_\(index)/make_stack.layers = [\n    @SelfAttention, # first\n    @DenseReluDense,\n]\n"
    case 9: "import package_\(index).models as models_\(index)\n"
    case 10: "dataset_\(index).path = '/data/sets/number_\(index)/train.tfrecord'  # where it lies\n"
    case 11: "utils.get_variable_dtype.activation_dtype_\(index) = \"bfloat16\"\n"
    case 12: "s/Model_\(index).options = {'depth': 12, 'width': 768, 'bias': None, 'tied': True}\n"
    case 13: "learning_rate_schedule_\(index).warmup = -1.5\n"
    case 14: "mesh_train_dataset_fn.mixture_\(index) = %MIXTURE_NAME\n"
    default: "\n"
    }
  }
}
