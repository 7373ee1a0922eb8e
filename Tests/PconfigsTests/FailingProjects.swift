// Which experiments end with an error in pconfigs, and what does it say?

enum FailingProjects {
  static let all: [HandwrittenProjects.Project] = [pinnedIsSet, unknownLabel, missing, raising, raisingParent]

  private static let pinnedIsSet: HandwrittenProjects.Project = (
    [
      "trainer.py": HandwrittenProjects.trainerModule,
      "runs.py": """
      from PROJECT.trainer import TrainerConfig

      config = TrainerConfig(effective_batch_size=3)
      """,
    ], ["runs.config"]
  )

  private static let unknownLabel: HandwrittenProjects.Project = (
    [
      "trainer.py": HandwrittenProjects.trainerModule,
      "runs.py": """
      from PROJECT.trainer import TrainerConfig

      config = TrainerConfig(base_rl=0.5)
      """,
    ], ["runs.config"]
  )

  private static let missing: HandwrittenProjects.Project = (
    [
      "runs.py": """
      from pconfigs import pconfig

      @pconfig
      class C:
          a: int
          b: int
          c: int

      config = C(b=1)
      """
    ], ["runs.config"]
  )

  private static let raising: HandwrittenProjects.Project = (
    [
      "trainer.py": HandwrittenProjects.trainerModule,
      "runs.py": """
      from PROJECT.trainer import TrainerConfig

      config = TrainerConfig(min_lr_ratio=3)
      """,
      "more.py": """
      from PROJECT.trainer import TrainerConfig

      config = TrainerConfig(steps=1 // 0)
      """,
    ], ["runs.config", "more.config"]
  )

  private static let raisingParent: HandwrittenProjects.Project = (
    [
      "trainer.py": HandwrittenProjects.trainerModule,
      "first.py": "from PROJECT.trainer import TrainerConfig\nconfig = TrainerConfig(total_steps=0)\n",
      "second.py": """
      from PROJECT.first import config as first
      from PROJECT.trainer import TrainerConfig

      config = TrainerConfig(first, total_steps=5)
      """,
    ], ["second.config"]
  )
}
