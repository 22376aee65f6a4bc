namespace OpsPortal.Ui.Shell.Palette;

/// <summary>One line of the command palette.</summary>
/// <param name="Hint">What kind of thing it is, at the end of the line.</param>
public sealed record Command(string Title, string Hint, Func<Task> Run);

/// <summary>Recognises what a feature can be asked for by name, such as <c>EVT-7</c>. Supplied by the feature.</summary>
public interface IJump
{
    /// <summary>Where the text leads, as title and address; null where it is not one of ours.</summary>
    (string Title, string Href)? To(string text);
}
