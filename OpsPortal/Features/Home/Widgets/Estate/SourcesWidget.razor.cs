using Microsoft.AspNetCore.Components;
using OpsPortal.Features.Detect.Sources.Queries;

namespace OpsPortal.Features.Home.Widgets.Estate;

/// <summary>Sources of signals, those with something wrong first.</summary>
public sealed partial class SourcesWidget : ComponentBase
{
    private const int Most = 8;

    /// <summary>When it is to be read anew (UTC).</summary>
    [Parameter] public DateTimeOffset At { get; set; }

    [Inject] private SourceQueries Sources { get; set; } = default!;

    private IReadOnlyList<SourceRow>? Rows { get; set; }

    protected override async Task OnParametersSetAsync() =>
        Rows = [.. (await Sources.AllAsync(CancellationToken.None)).OrderByDescending(IsIll).ThenByDescending(row => row.LastSignalAt).Take(Most)];

    private static bool IsIll(SourceRow row) => row.State is SourceState.Failing or SourceState.Silent;
}
