namespace OpsPortal.Ui.Print;

/// <summary>What stands on every page, and what the file says of itself.</summary>
/// <param name="Title">Of the file.</param>
/// <param name="Head">At the head of every page.</param>
/// <param name="Foot">At the foot of every page, before its number.</param>
/// <param name="MadeAt">When it was made. The same blocks and the same instant make the same file, byte for byte.</param>
internal sealed record PageFrame(string Title, string Head, string Foot, DateTimeOffset MadeAt)
{
    public Lettering FootLettering { get; init; } = Lettering.Label;

    /// <summary>Empty where it has none.</summary>
    public string Subject { get; init; } = "";
}
