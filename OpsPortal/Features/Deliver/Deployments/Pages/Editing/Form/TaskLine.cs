using OpsPortal.Domain.Deliver.Deployments.Steps;

namespace OpsPortal.Features.Deliver.Deployments.Pages.Editing.Form;

/// <summary>A task as it is typed.</summary>
public sealed class TaskLine
{
    public RunnerKind Runner { get; set; } = RunnerKind.Script;

    public string Title { get; set; } = "";

    public string Target { get; set; } = "";

    /// <summary>One on each line.</summary>
    public string Arguments { get; set; } = "";

    public int TimeOutSeconds { get; set; } = 1800;

    public bool IsRepeatable { get; set; }

    public int Attempts { get; set; } = 1;

    public static TaskLine Of(RunnerTask task) => new()
    {
        Runner = task.Runner,
        Title = task.Title,
        Target = task.Target,
        Arguments = string.Join('\n', task.Arguments),
        TimeOutSeconds = (int)task.TimeOut.TotalSeconds,
        IsRepeatable = task.IsRepeatable,
        Attempts = task.Attempts,
    };

    public RunnerTask ToTask() => new(Runner, Title.Trim(), Target.Trim())
    {
        Arguments = Arguments.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        TimeOut = TimeSpan.FromSeconds(TimeOutSeconds),
        IsRepeatable = IsRepeatable,
        Attempts = IsRepeatable ? Attempts : 1,
    };

    /// <summary>What the target of such a task is.</summary>
    public static string Asks(RunnerKind runner) => runner switch
    {
        RunnerKind.Script => "Name of the script",
        RunnerKind.Webhook => "Address",
        RunnerKind.GitHub => "owner/repository/file@branch",
        RunnerKind.Jenkins => "Path of the job",
        _ => "What is to be done",
    };
}
