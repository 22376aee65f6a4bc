using System.Data.Common;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Deliver.Versions;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Versions.Differences;
using OpsPortal.Features.Deliver.Versions.Matrix;
using OpsPortal.Features.Deliver.Versions.Rest;
using OpsPortal.Features.Detect.Events.Components.Dialogs;
using OpsPortal.Features.People;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Versions.Pages;

/// <summary>The matrix of components and environments, with what was not approved above it.</summary>
public sealed partial class VersionsPage(Viewer viewer, IDialogService dialogs, NavigationManager navigation) : ComponentBase, IDisposable
{
    private const int RowsAtOnce = 100, MostDifferences = 50;

    private static readonly DifferenceState[] Open = [DifferenceState.Open];

    private Actor _actor = Actors.Nobody;
    private PageSubscription? _changes;

    [Inject] private VersionTools Tools { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "q")] private string? AskedText { get; set; }

    [SupplyParameterFromQuery(Name = "team")] private string? AskedTeam { get; set; }

    [SupplyParameterFromQuery(Name = "service")] private string? AskedService { get; set; }

    [SupplyParameterFromQuery(Name = "state")] private string? AskedState { get; set; }

    private string Text { get; set; } = "";

    private string Team { get; set; } = "";

    private string Service { get; set; } = "";

    private string State { get; set; } = "";

    private (IReadOnlyList<string> Teams, IReadOnlyList<string> Services) Choices { get; set; } = ([], []);

    /// <summary>In the order of the matrix; null: not read yet.</summary>
    private IReadOnlyList<VersionLine>? Rows { get; set; }

    private IReadOnlyList<string> Environments { get; set; } = [];

    /// <summary>Those that last, the newest first.</summary>
    private IReadOnlyList<VersionDifference> Differences { get; set; } = [];

    private int Shown { get; set; } = RowsAtOnce;

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private string? Failure { get; set; }

    private string Said { get; set; } = "";

    private bool MayReview => _actor.May(Permissions.VersionsReview);

    private bool MayManage => _actor.May(Permissions.VersionsManage);

    /// <summary>The query that leads back to what is filtered; empty: everything.</summary>
    private string Address => string.Join('&', new[] { ("q", AskedText), ("team", AskedTeam), ("service", AskedService), ("state", AskedState) }.Where(part => part.Item2 is { Length: > 0 }).Select(part => $"{part.Item1}={Uri.EscapeDataString(part.Item2 ?? "")}"));

    private string CsvHref => Address.Length > 0 ? $"{VersionCsv.Path}?{Address}" : VersionCsv.Path;

    public void Dispose() => _changes?.Dispose();

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        _changes = Tools.Follow(() => InvokeAsync(ReadAsync));
    }

    protected override Task OnParametersSetAsync()
    {
        (Text, Team, Service, State, Shown) = (AskedText ?? "", AskedTeam ?? "", AskedService ?? "", AskedState ?? "", RowsAtOnce);
        return ReadAsync();
    }

    private async Task ReadAsync()
    {
        try
        {
            var filter = new VersionFilter(AskedText ?? "", AskedService ?? "", AskedTeam ?? "", Enum.TryParse<Alignment>(AskedState, out var state) && Enum.IsDefined(state) ? [state] : []);
            var cells = await Tools.Queries.CellsAsync(filter, CancellationToken.None);
            Environments = [.. cells.Select(cell => cell.Environment).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];
            Rows = [.. cells.GroupBy(cell => cell.Component).Select(row => new VersionLine(row.Key, row.ToDictionary(cell => cell.Environment, StringComparer.OrdinalIgnoreCase)))];
            (Differences, Choices, Failure) = ((await Tools.Differences.PageAsync(Open, null, MostDifferences, CancellationToken.None)).Items, Tools.Queries.Choices(), null);
        }
        catch (DbException)
        {
            Failure = "The versions could not be read just now.";
        }

        StateHasChanged();
    }

    private void Go() => navigation.NavigateTo(navigation.GetUriWithQueryParameters("/deployments/versions", new Dictionary<string, object?>
    {
        ["q"] = OrNone(Text),
        ["team"] = OrNone(Team),
        ["service"] = OrNone(Service),
        ["state"] = OrNone(State),
    }));

    private static string? OrNone(string typed) => typed.Trim() is { Length: > 0 } text ? text : null;

    private async Task LookAtAsync(VersionDifference one)
    {
        if (Busy) return;
        (Busy, Why, Said) = (true, null, "");
        try
        {
            if (await NoteDialog.AskAsync(dialogs, new("Looked at", $"{one.Seen.Name} in {one.Environment}", "Reason") { Hint = "What you found. It stays open until what runs is as approved again." }) is not { } note) return;
            Why = (await Tools.Differences.LookAtAsync(await viewer.ActorAsync(), one.Id, note.Text, CancellationToken.None)).Refusal;
            if (Why is not null) return;
            Said = $"{one.Seen.Name} in {one.Environment} is looked at.";
            await note.Sent();
            await ReadAsync();
        }
        finally
        {
            Busy = false;
        }
    }

    /// <summary>One component, with its cells by environment.</summary>
    private sealed record VersionLine(string Component, IReadOnlyDictionary<string, VersionCell> Cells);
}
