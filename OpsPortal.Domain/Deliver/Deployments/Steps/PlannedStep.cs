namespace OpsPortal.Domain.Deliver.Deployments.Steps;

/// <summary>What is done in a step.</summary>
public enum StepKind
{
    /// <summary>A runner carries out a task.</summary>
    Run,

    /// <summary>The traffic controller is told a new share.</summary>
    ShiftTraffic,

    /// <summary>Checks are made once; see <see cref="PlannedStep.Checks"/>.</summary>
    Verify,

    /// <summary>The new version is compared with the old for a time.</summary>
    Analyse,

    /// <summary>Time passes.</summary>
    Wait,

    /// <summary>A person says whether it goes on.</summary>
    Ask,
}

/// <summary>One step of a deployment, as planned. Never changed.</summary>
public sealed record PlannedStep
{
    public required string Title { get; init; }

    public required StepKind Kind { get; init; }

    /// <summary>The ring or colour it is about, which its task is told; empty: all.</summary>
    public string Group { get; init; } = "";

    /// <summary>For <see cref="StepKind.Run"/> only.</summary>
    public RunnerTask? Task { get; init; }

    /// <summary>The share in percent that the new version serves afterwards; null: the step moves no traffic.</summary>
    public int? Traffic { get; init; }

    /// <summary>Its success means that the traffic is where <see cref="Traffic"/> says; else a later step of the stage completes the move.</summary>
    public bool Arrives { get; init; } = true;

    /// <summary>How long a wait lasts, and for how long is judged at least; zero: one look.</summary>
    public TimeSpan For { get; init; }

    /// <summary>How long after a look the next one is due.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The names of the checks or analyses. The portal's own events count besides.</summary>
    public IReadOnlyList<string> Checks { get; init; } = [];

    /// <summary>How long an attempt may take; zero: nothing limits it.</summary>
    public TimeSpan TimeOut { get; init; }

    /// <summary>How often it is tried before its failure counts, where it may be repeated; at least 1.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>Once begun, the earlier version no longer stands by.</summary>
    public bool RetiresOld { get; init; }

    /// <summary>Doing it twice is as good as doing it once.</summary>
    public bool IsRepeatable => Task?.IsRepeatable ?? true;

    /// <summary>It ends by what is seen.</summary>
    public bool IsJudged => Kind is StepKind.Verify or StepKind.Analyse;

    /// <summary>It ends by what a person says.</summary>
    public bool AsksPerson => Kind == StepKind.Ask || Task?.Runner == RunnerKind.Manual;

    /// <summary>Something outside does it and reports.</summary>
    public bool IsReported => Kind is StepKind.Run or StepKind.ShiftTraffic && !AsksPerson;
}

/// <summary>Steps that belong together, done one after the other.</summary>
/// <param name="GoesBack">It is part of a rollback.</param>
public sealed record PlannedStage(string Name, bool GoesBack, IReadOnlyList<PlannedStep> Steps);

/// <summary>A step in its place.</summary>
/// <param name="Stage">1, 2, 3 …</param>
/// <param name="Number">1, 2, 3 … of the stage.</param>
public sealed record StepPosition(int Stage, int Number, PlannedStep Step);
