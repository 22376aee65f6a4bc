namespace OpsPortal.Ui.Lists.Rows;

/// <summary>Shows softly that something has changed.</summary>
/// <param name="Columns">The cells that changed; empty: the row is new.</param>
/// <param name="Turn">Counts the flashes; two in a row differ in name, or the browser would not play the second.</param>
public sealed record Flash(IReadOnlySet<string> Columns, int Turn)
{
    public bool Whole => Columns.Count == 0;

    public string Css => Turn % 2 == 0 ? "flash-even" : "flash-odd";
}
