using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Domain.People;
using OpsPortal.Features.Inform.Announcements.Queries;
using OpsPortal.Features.People;
using OpsPortal.Ui.Lists;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Inform.Announcements.Pages;

/// <summary>Every announcement, newest first: how it stands, what it is about, when it is.</summary>
public sealed partial class AnnouncementsPage(Viewer viewer) : ComponentBase
{
    private static readonly Facet StateFacet = new("state", "State", [.. Enum.GetNames<AnnouncementState>().Select(name => new Choice(name, name))]);

    private static readonly Facet KindFacet = new("kind", "Kind", [.. Enum.GetNames<SubjectKind>().Select(name => new Choice(name, name))]);

    private Actor _actor = Actors.Nobody;

    private static IReadOnlyList<Facet> Facets { get; } = [StateFacet, KindFacet];

    [Inject] private AnnouncementQueries Announcements { get; set; } = default!;

    private ListSource<AnnouncementRow> Source { get; set; } = null!;

    private bool MayWrite => _actor.May(Permissions.AnnouncementsWrite);

    protected override void OnInitialized() => Source = new((query, cursor, limit, stopping) => Announcements.PageAsync(Filter(query), cursor, limit, stopping))
    {
        Count = (query, most, stopping) => Announcements.CountAsync(Filter(query), most, stopping),
        Rows = (keys, stopping) => Announcements.RowsAsync([.. keys.Select(key => AnnouncementNumber.Parse(key, null))], stopping),
    };

    protected override async Task OnInitializedAsync() => _actor = await viewer.ActorAsync();

    private static AnnouncementFilter Filter(ListQuery query) => new()
    {
        Text = query.Text,
        States = [.. query.Of(StateFacet).Select(Enum.Parse<AnnouncementState>)],
        Kinds = [.. query.Of(KindFacet).Select(Enum.Parse<SubjectKind>)],
    };
}
