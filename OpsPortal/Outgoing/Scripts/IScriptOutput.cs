namespace OpsPortal.Outgoing.Scripts;

internal enum ScriptStream
{
    Output,
    Error,
}

/// <summary>Takes what a program writes, while it writes it.</summary>
internal interface IScriptOutput
{
    /// <summary>Takes a piece of one of its outputs, which may end anywhere. Returns at once and never throws; both outputs may come at the same time.</summary>
    void Take(ScriptStream stream, ReadOnlySpan<char> text);
}
