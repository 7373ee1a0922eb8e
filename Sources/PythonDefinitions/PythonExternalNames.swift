// Which names do gin-config's own modules register? Those of `gin.tf.external_configurables` and of
// `gin.torch.external_configurables` in gin-config 0.5.0. Their parameters are their libraries' own.

package import Configurables
import SourceText

package enum PythonExternalNames {
  /// The modules of gin-config that register names of other libraries when they are imported.
  package static let modules = [tensorFlow.module, torch.module]

  /// What importing one of `modules` registers; nil for any other module.
  ///
  /// - Returns: a file that lies nowhere: nothing in it can be opened.
  package static func file(registeredBy module: String) -> DefinitionFile? {
    guard let table = [tensorFlow, torch].first(where: { $0.module == module }) else { return nil }
    let path = FilePath("/" + module.split(separator: ".").joined(separator: "/") + ".py")
    var file = DefinitionFile.Contents(file: path, language: .python, module: module, text: SourceText(""))
    for row in table.names {
      for name in row.names.split(separator: " ") {
        var configurable = Configurable(
          name: String(name), module: row.module, kind: .function, language: .python, file: path, nameRange: .zero,
          registration: PythonRegistrar.externalConfigurable.rawValue, parameters: [], target: .external)
        configurable.isOpen = true
        file.configurables.append(configurable)
      }
    }
    file.constants = table.constants.split(separator: " ").map {
      ConstantDefinition(selector: "\(table.constantModule).\($0)", nameRange: .zero, value: nil)
    }
    return DefinitionFile(file)
  }

  private struct Table {
    var module: String
    var names: [(module: String, names: String)]
    var constantModule: String
    var constants: String
  }

  private static let tensorFlow = Table(
    module: "gin.tf.external_configurables",
    names: [
      (
        "tf.train",
        "exponential_decay inverse_time_decay natural_exp_decay polynomial_decay piecewise_constant "
          + "GradientDescentOptimizer AdadeltaOptimizer AdagradOptimizer AdagradDAOptimizer MomentumOptimizer "
          + "AdamOptimizer FtrlOptimizer ProximalGradientDescentOptimizer ProximalAdagradOptimizer RMSPropOptimizer"
      ),
      (
        "tf.losses",
        "absolute_difference cosine_distance hinge_loss huber_loss log_loss mean_pairwise_squared_error "
          + "mean_squared_error sigmoid_cross_entropy softmax_cross_entropy sparse_softmax_cross_entropy"
      ),
      ("tf.math", "squared_difference"),
      ("tf.keras.optimizers", "Adadelta Adagrad Adam Adamax Ftrl Nadam RMSprop SGD"),
      (
        "tf.keras.optimizers.schedules",
        "ExponentialDecay PiecewiseConstantDecay PolynomialDecay InverseTimeDecay CosineDecay CosineDecayRestarts"
      ),
      ("tf.nn", "crelu dropout elu leaky_relu relu relu6 sigmoid softmax softplus softsign tanh"),
      ("tf", "identity"),
      (
        "tf.random",
        "gamma multinomial normal poisson truncated_normal uniform stateless_categorical stateless_normal "
          + "stateless_truncated_normal stateless_uniform"
      ),
      ("tf.compat.v2.distribute", "MirroredStrategy"),
    ],
    constantModule: "tf",
    constants: "float16 float32 float64 bfloat16 complex64 complex128 int8 uint8 uint16 int16 int32 int64 bool string "
      + "qint8 quint8 qint16 quint16 qint32 resource variant")

  private static let torch = Table(
    module: "gin.torch.external_configurables",
    names: [
      (
        "torch.nn.modules.loss",
        "BCELoss BCEWithLogitsLoss CosineEmbeddingLoss CrossEntropyLoss CTCLoss HingeEmbeddingLoss KLDivLoss L1Loss "
          + "MarginRankingLoss MSELoss MultiLabelMarginLoss MultiLabelSoftMarginLoss MultiMarginLoss NLLLoss "
          + "NLLLoss2d PoissonNLLLoss SmoothL1Loss SoftMarginLoss TripletMarginLoss"
      ),
      ("torch.optim", "Adadelta Adagrad Adam Adamax AdamW ASGD LBFGS RMSprop Rprop SGD SparseAdam"),
      (
        "torch.optim.lr_scheduler",
        "CosineAnnealingLR CosineAnnealingWarmRestarts CyclicLR ExponentialLR LambdaLR MultiStepLR OneCycleLR "
          + "ReduceLROnPlateau StepLR"
      ),
      (
        "torch.nn.modules.activation",
        "CELU ELU GLU Hardshrink Hardtanh LeakyReLU LogSigmoid LogSoftmax MultiheadAttention PReLU ReLU ReLU6 RReLU "
          + "SELU Sigmoid Softmax Softmax2d Softmin Softplus Softshrink Softsign Tanh Tanhshrink Threshold"
      ),
      ("torch.distributions.bernoulli", "Bernoulli"), ("torch.distributions.beta", "Beta"),
      ("torch.distributions.binomial", "Binomial"), ("torch.distributions.categorical", "Categorical"),
      ("torch.distributions.cauchy", "Cauchy"), ("torch.distributions.chi2", "Chi2"),
      ("torch.distributions.dirichlet", "Dirichlet"), ("torch.distributions.exponential", "Exponential"),
      ("torch.distributions.fishersnedecor", "FisherSnedecor"), ("torch.distributions.gamma", "Gamma"),
      ("torch.distributions.geometric", "Geometric"), ("torch.distributions.gumbel", "Gumbel"),
      ("torch.distributions.half_cauchy", "HalfCauchy"), ("torch.distributions.half_normal", "HalfNormal"),
      ("torch.distributions.independent", "Independent"), ("torch.distributions.laplace", "Laplace"),
      ("torch.distributions.log_normal", "LogNormal"),
      ("torch.distributions.lowrank_multivariate_normal", "LowRankMultivariateNormal"),
      ("torch.distributions.multinomial", "Multinomial"),
      ("torch.distributions.multivariate_normal", "MultivariateNormal"),
      ("torch.distributions.negative_binomial", "NegativeBinomial"), ("torch.distributions.normal", "Normal"),
      ("torch.distributions.one_hot_categorical", "OneHotCategorical"), ("torch.distributions.pareto", "Pareto"),
      ("torch.distributions.poisson", "Poisson"),
      ("torch.distributions.relaxed_bernoulli", "LogitRelaxedBernoulli RelaxedBernoulli"),
      ("torch.distributions.relaxed_categorical", "RelaxedOneHotCategorical"),
      ("torch.distributions.studentT", "StudentT"), ("torch.distributions.uniform", "Uniform"),
      ("torch.distributions.weibull", "Weibull"),
    ],
    constantModule: "torch", constants: "float16 float32 float64 int8 int16 int32 int64 uint8")
}
