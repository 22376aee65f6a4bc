using System.Text.Json;

namespace OpsPortal.Ui.Lists.Columns;

/// <summary>Which columns a person wants to see of a list, and how wide.</summary>
/// <param name="Hidden">Usual columns taken away.</param>
/// <param name="Shown">Optional columns added.</param>
/// <param name="Widths">Pixels by column; what is absent has the list's own width.</param>
public sealed record ColumnLayout(IReadOnlyList<string> Hidden, IReadOnlyList<string> Shown, IReadOnlyDictionary<string, int> Widths)
{
    public const int Narrowest = 44;

    public const int Widest = 900;

    public static ColumnLayout Usual { get; } = new([], [], new Dictionary<string, int>());

    /// <summary>What was remembered; what cannot be read is the usual.</summary>
    public static ColumnLayout Parse(string? kept)
    {
        if (kept is null) return Usual;
        try
        {
            return JsonSerializer.Deserialize<ColumnLayout>(kept, JsonSerializerOptions.Web) is { Hidden: not null, Shown: not null, Widths: not null } read ? read : Usual;
        }
        catch (JsonException)
        {
            return Usual;
        }
    }

    public override string ToString() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public bool Shows<TRow>(Column<TRow> column) where TRow : class => column.Optional ? Shown.Contains(column.Name) : !Hidden.Contains(column.Name);

    public int WidthOf<TRow>(Column<TRow> column) where TRow : class => Widths.GetValueOrDefault(column.Name, column.Width);

    public ColumnLayout Toggle<TRow>(Column<TRow> column) where TRow : class => column.Optional
        ? this with { Shown = Flip(Shown, column.Name) }
        : this with { Hidden = Flip(Hidden, column.Name) };

    public ColumnLayout Draw(string column, int width) =>
        this with { Widths = new Dictionary<string, int>(Widths) { [column] = Math.Clamp(width, Narrowest, Widest) } };

    private static List<string> Flip(IReadOnlyList<string> names, string name) => names.Contains(name) ? [.. names.Where(known => known != name)] : [.. names, name];
}
