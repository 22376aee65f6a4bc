using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Respond.Incidents.Acts;
using OpsPortal.Features.Respond.Incidents.Acts.Parts;
using OpsPortal.Features.Respond.Incidents.Queries;

namespace OpsPortal.Features.Respond.Incidents.Pages;

/// <summary>What the page of a new incident needs.</summary>
internal sealed class NewIncidentTools(OpenIncident open, JoinEvents join, IEventQueries events, IIncidentQueries incidents, Catalogue catalogue)
{
    private const int MostServices = 500;

    public OpenIncident Open => open;

    public JoinEvents Join => join;

    public IEventQueries Events => events;

    public IIncidentQueries Incidents => incidents;

    /// <summary>Keys to choose from.</summary>
    public IEnumerable<string> Services => catalogue.Current.Services.Take(MostServices).Select(service => service.Key.Value);
}
