using OpsPortal.Domain.Kernel;
using OpsPortal.Ui.Lists;

namespace OpsPortal.Tests.Ui;

/// <summary>A row of no particular stage.</summary>
public sealed record Ticket(int Number, string State)
{
    public string Name => $"T-{Number}";
}

/// <summary>Rows in memory, newest first, read as a database would be: by pages, by key, and with trouble when told.</summary>
internal sealed class Tickets
{
    private readonly List<Ticket> _all = [];

    public bool Down { get; set; }

    public int PagesRead { get; private set; }

    public List<Ticket> All => _all;

    public ListSource<Ticket> Source => new(PageAsync)
    {
        Count = (query, most, _) => Task.FromResult(Math.Min(most, Matching(query).Count())),
        Rows = (keys, _) => Task.FromResult<IReadOnlyList<Ticket>>([.. _all.Where(ticket => keys.Contains(ticket.Name))]),
        Belongs = (query, ticket) => ticket.State != "closed" || query.Text == "closed",
    };

    public Tickets With(int count)
    {
        for (var i = 0; i < count; i++) Arrive();
        return this;
    }

    public void Arrive() => _all.Insert(0, new(_all.Count + 1, "open"));

    public void Become(string name, string state)
    {
        var at = _all.FindIndex(ticket => ticket.Name == name);
        _all[at] = _all[at] with { State = state };
    }

    private IEnumerable<Ticket> Matching(ListQuery query) => query.Text == "closed" ? _all.Where(ticket => ticket.State == "closed") : _all.Where(ticket => ticket.State != "closed");

    private Task<Page<Ticket>> PageAsync(ListQuery query, string? cursor, int limit, CancellationToken stopping)
    {
        if (Down) throw new TimeoutException();
        PagesRead++;
        var after = cursor is null ? int.MaxValue : int.Parse(cursor, System.Globalization.CultureInfo.InvariantCulture);
        var rows = Matching(query).Where(ticket => ticket.Number < after).Take(limit + 1).ToList();
        return Task.FromResult(new Page<Ticket>([.. rows.Take(limit)], rows.Count > limit ? $"{rows[limit - 1].Number}" : null));
    }
}
