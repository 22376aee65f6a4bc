using System.Security.Claims;
using System.Text;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.EarlyLife.Queries;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Features.Estate.Exchange;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Estate.Mapping;
using OpsPortal.Features.Estate.Pages.Drawing;
using OpsPortal.Features.Estate.Pages.One;
using OpsPortal.Features.Estate.Queries;
using OpsPortal.Features.Estate.Services;
using OpsPortal.Features.Estate.Teams;
using OpsPortal.Features.People;
using OpsPortal.Features.Respond.OnCall;
using OpsPortal.Storage;
using OpsPortal.Tests.Features.Detect.Signals;
using OpsPortal.Tests.Ui;

namespace OpsPortal.Tests.Features.Estate;

/// <summary>The pages of the catalogue on a real database, with a small shop in it.</summary>
public abstract class EstateScreen : Screen
{
    protected const string Shop = "teams:\n- { name: Money }\nservices:\n- key: shop\n  name: Shop\n  owner: { team: Money }\n  criticality: critical\n  environments: [production]\n  dependencies: [pay, { service: store, kind: stores in }]\n- key: pay\n  name: Payments\n  dependencies: [ { service: store, kind: stores in } ]\n- key: store\n  name: Order database\n";

    private readonly BunitAuthorizationContext _authorization;

    protected EstateScreen()
    {
        _authorization = this.AddAuthorization();
        SignIn(Duty.Operator);
        Services.AddLogging().AddSingleton<IEventQueries, EventQueries>();
        OnCallFeature.AddOnCallParts(Services);
        Services.AddSingleton<Catalogue>().AddSingleton<CatalogueDesk>().AddSingleton<SaveService>().AddSingleton<DeleteService>().AddSingleton<SaveTeam>().AddSingleton<DeleteTeam>()
            .AddSingleton<ImportServices>().AddSingleton<SetMappingRules>().AddSingleton<ServiceHealth>().AddSingleton<ServiceQueries>().AddSingleton<TeamQueries>()
            .AddSingleton<MappingTrial>().AddSingleton<ServicePages>().AddSingleton<EarlyLifeQueries>().AddSingleton<ServiceForms>().AddSingleton<GraphViews>();
    }

    protected IRenderedComponent<MudDialogProvider> Dialogs { get; private set; } = null!;

    protected Catalogue Catalogue => Services.GetRequiredService<Catalogue>();

    protected string Address => new Uri(Services.GetRequiredService<NavigationManager>().Uri).PathAndQuery;

    protected T The<T>() where T : notnull => Services.GetRequiredService<T>();

    protected static Actor Ada { get; } = new(null, "Ada", "", Permissions.All, "");

    protected void SignIn(Duty duty) => _authorization.SetAuthorized("Dana Okafor").SetClaims(new Claim(Actors.PersonClaim, Dana.ToString()), new Claim(Actors.DutyClaim, duty.ToString()));

    protected async Task ImportAsync(string text = Shop)
    {
        await Services.GetRequiredService<ImportServices>().RunAsync(Ada, Encoding.UTF8.GetBytes(text), new(false), Xunit.TestContext.Current.CancellationToken);
        Dialogs = Render<MudDialogProvider>();
    }

    /// <summary>Lays an open event in behind the portal's back; the pages are told.</summary>
    protected async Task RaiseAsync(string service, string severity = "critical")
    {
        await using var bench = await Workbench.StartAsync(Services.GetRequiredService<IDbContextFactory<OpsDb>>());
        await bench.SendAsync(new Signal("alertmanager", LabelSet.From(("alertname", "Down"), ("service", service), ("severity", severity)), LabelSet.Empty, Workbench.Noon, Workbench.Noon.AddHours(1), EndIsAssumed: false, ""));
        Changed(OpsPortal.Live.ChangeKind.Events);
    }

    protected void Go(string address) => Services.GetRequiredService<NavigationManager>().NavigateTo(address);
}
