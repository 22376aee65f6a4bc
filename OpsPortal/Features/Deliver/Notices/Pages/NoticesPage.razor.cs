using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Ui.Lists;

namespace OpsPortal.Features.Deliver.Notices.Pages;

/// <summary>What other systems said of deployments, the newest first.</summary>
public sealed partial class NoticesPage : ComponentBase
{
    [Inject] private NoticeQueries Notices { get; set; } = default!;

    private ListSource<DeploymentNotice> Source { get; set; } = null!;

    protected override void OnInitialized() => Source = new((query, cursor, limit, stopping) => Notices.PageAsync(NoticeWords.Filter(query), cursor, limit, stopping))
    {
        Count = (query, most, stopping) => Notices.CountAsync(NoticeWords.Filter(query), most, stopping),
    };
}
