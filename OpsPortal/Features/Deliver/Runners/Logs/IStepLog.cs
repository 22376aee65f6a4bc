using OpsPortal.Outgoing.Scripts;

namespace OpsPortal.Features.Deliver.Runners.Logs;

/// <summary>One line of a step's log, without secrets and without its line end.</summary>
/// <param name="At">UTC; when it came.</param>
internal readonly record struct StepLine(DateTimeOffset At, ScriptStream Stream, string Text);

/// <summary>Where a step's lines go as they come: to those who watch, and to where they are kept.</summary>
internal interface IStepLog
{
    /// <summary>Takes some lines in order. Returns at once and never throws: a program waits while it is called.</summary>
    void Write(IReadOnlyList<StepLine> lines);

    /// <summary>The step has ended where it ran: it is worth asking now. Lines may still follow from others.</summary>
    void Ended();
}
