using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Detect.Significance;
using OpsPortal.Features.Detect.Significance.Log;
using OpsPortal.Live;

namespace OpsPortal.Features.Detect.Significance.Pages;

/// <summary>Why is this an event, and why is that none: every kept signal with the rule that decided.</summary>
public sealed partial class SignalsPage(SignalQueries signals, ChangeFeed feed, TimeProvider clock) : ComponentBase, IDisposable
{
    private const int PageSize = 50;

    private readonly CancellationTokenSource _leaving = new();
    private PageSubscription? _changes;

    private IReadOnlyList<KeptSignal>? Rows { get; set; }

    private string? Next { get; set; }

    private string Text { get; set; } = "";

    /// <summary>Empty, <c>true</c> or <c>false</c>.</summary>
    private string Verdict { get; set; } = "";

    private bool Busy { get; set; }

    /// <summary>The signal whose reasons are shown; while one is, nothing moves.</summary>
    private string? Opened { get; set; }

    private IReadOnlyList<RuleExplanation> Said { get; set; } = [];

    public void Dispose()
    {
        _changes?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive) _changes = new(feed, clock, () => InvokeAsync(FollowAsync), ChangeKind.Events);
        await ReadAsync();
    }

    private Task FollowAsync() => Opened is null && Rows is not { Count: > PageSize } && !_leaving.IsCancellationRequested ? ReadAsync() : Task.CompletedTask;

    private async Task ReadAsync()
    {
        var page = await signals.PageAsync(Filter(), null, PageSize, _leaving.Token);
        (Rows, Next, Opened) = (page.Items, page.Next, null);
        StateHasChanged();
    }

    private async Task MoreAsync()
    {
        Busy = true;
        var page = await signals.PageAsync(Filter(), Next, PageSize, _leaving.Token);
        (Rows, Next, Busy) = ([.. Rows ?? [], .. page.Items], page.Next, false);
    }

    private async Task ExplainAsync(KeptSignal row)
    {
        if (Opened == row.Id)
        {
            Opened = null;
            return;
        }

        Said = await signals.ExplainAsync(row.Id, _leaving.Token) is var (_, rules) ? rules : [];
        Opened = row.Id;
    }

    private SignalFilterText Filter() => new(Text.Trim(), bool.TryParse(Verdict, out var significant) ? significant : null);

    private static string Words(Signal signal) => signal.Text.Length > 0 ? signal.Text : signal.Annotations["summary"] is { Length: > 0 } summary ? summary : signal.Labels["alertname"];

    private static string Labels(Signal signal) => string.Join(' ', signal.Labels.Take(4).Select(label => $"{label.Name}={label.Value}"));

    private static string Speaks(RuleSays says) => says switch
    {
        RuleSays.Decides => "decides:",
        RuleSays.Off => "is off:",
        RuleSays.NotAsked => "is not asked:",
        _ => "says nothing:",
    };
}
