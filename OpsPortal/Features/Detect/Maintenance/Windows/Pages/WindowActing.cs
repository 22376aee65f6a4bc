using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Maintenance.Windows.Acts;
using OpsPortal.Features.Detect.Maintenance.Windows.Queries;

namespace OpsPortal.Features.Detect.Maintenance.Windows.Pages;

/// <summary>Yes and no to a window that waits.</summary>
internal sealed class WindowDeciding(ApproveWindow approve, RejectWindow reject)
{
    public ApproveWindow Approve => approve;

    public RejectWindow Reject => reject;
}

/// <summary>What the pages of windows and silences do.</summary>
internal sealed class WindowActing(StartWindow start, ExtendWindow extend, EndWindow end, CancelWindow cancel, ExpireSilence expire)
{
    public StartWindow Start => start;

    public ExtendWindow Extend => extend;

    public EndWindow End => end;

    public CancelWindow Cancel => cancel;

    public ExpireSilence Expire => expire;

    /// <summary>Ends a row of the list: the time in force of a window, or a silence.</summary>
    public async Task<Refusal?> EndAsync(Actor by, MaintenanceRow row, CancellationToken stopping) => row.Kind == MaintenanceKind.Window
        ? (await end.RunAsync(by, WindowNumber.Parse(row.Key, null), null, stopping)).Refusal
        : (await expire.RunAsync(by, Guid.Parse(row.Key), stopping)).Refusal;
}

/// <summary>What the page of a window asks and does.</summary>
internal sealed class WindowPageTools(WindowQueries queries, WindowActing acting, WindowDeciding deciding)
{
    public WindowQueries Queries => queries;

    public WindowActing Acting => acting;

    public WindowDeciding Deciding => deciding;
}
