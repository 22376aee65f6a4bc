using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Features.People;
using OpsPortal.Features.Respond.Automation.Queries;
using OpsPortal.Features.Respond.Automation.Runs;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Respond.Automation.Pages;

/// <summary>What the page of a run asks and does.</summary>
internal sealed class RunPageTools(RunQueries queries, ApproveRun approve, RejectRun reject, StopRun stop)
{
    public RunQueries Queries => queries;

    public ApproveRun Approve => approve;

    public RejectRun Reject => reject;

    public StopRun Stop => stop;
}

/// <summary>One run: what was sent, what came back, who decided, or why not.</summary>
public sealed partial class RunPage(Viewer viewer, ChangeFeed feed, TimeProvider clock) : ComponentBase, IDisposable
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly CancellationTokenSource _leaving = new();
    private Actor _actor = Actors.Nobody;
    private PageSubscription? _changes;

    [Inject] private RunPageTools Tools { get; set; } = default!;

    /// <summary><c>RUN-17</c> or <c>17</c>.</summary>
    [Parameter] public string Number { get; set; } = "";

    private RunView? View { get; set; }

    private bool Unknown { get; set; }

    private Refusal? Why { get; set; }

    private string Note { get; set; } = "";

    private bool Busy { get; set; }

    private bool MayApprove => _actor.May(Permissions.AutomationApprove);

    private bool MayStop => _actor.May(Permissions.AutomationWrite) && View is { } view && RunLifecycle.Allows(view.Row.State, RunState.Stopped);

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        if (RendererInfo.IsInteractive) _changes = new(feed, clock, () => InvokeAsync(ReadAsync), ChangeKind.Automation);
    }

    protected override Task OnParametersSetAsync() => ReadAsync();

    public void Dispose()
    {
        _changes?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private async Task ReadAsync()
    {
        if (_leaving.IsCancellationRequested) return;
        var before = View?.Row.State;
        View = RunNumber.TryParse(Number, null, out var number) ? await Tools.Queries.ViewAsync(number, _leaving.Token) : null;

        // What was refused is settled by now, by whomever.
        if (before is not null && before != View?.Row.State) Why = null;
        Unknown = View is null;
        StateHasChanged();
    }

    private Task ApproveAsync() => ActAsync(number => Tools.Approve.RunAsync(_actor, number, Note, CancellationToken.None));

    private Task RejectAsync() => ActAsync(number => Tools.Reject.RunAsync(_actor, number, Note, CancellationToken.None));

    private Task StopAsync() => ActAsync(number => Tools.Stop.RunAsync(_actor, number, CancellationToken.None));

    private async Task ActAsync(Func<RunNumber, Task<Outcome<TriggerRun>>> act)
    {
        if (Busy || View is null) return;
        Busy = true;
        Why = (await act(View.Row.Number)).Refusal;
        Busy = false;
        await ReadAsync();
    }

    private static string Pretty(string json)
    {
        using var read = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(read.RootElement, Indented);
    }
}
