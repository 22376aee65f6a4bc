using OpsPortal.Domain.People;
using OpsPortal.Features.Estate.Demo;
using OpsPortal.Features.Estate.Exchange;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Estate.Mapping;
using OpsPortal.Features.Estate.Pages.Drawing;
using OpsPortal.Features.Estate.Pages.One;
using OpsPortal.Features.Estate.Queries;
using OpsPortal.Features.Estate.Rest;
using OpsPortal.Features.Estate.Services;
using OpsPortal.Features.Estate.Teams;
using OpsPortal.Ui.Shell.Palette;

namespace OpsPortal.Features.Estate;

internal static class EstateFeature
{
    /// <summary>The service catalogue: what there is, who owns it, what needs what, and which signals belong to it.</summary>
    public static WebApplicationBuilder AddEstate(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Catalogue>().AddSingleton<ServiceLookup>().AddSingleton<CatalogueDesk>().AddHostedService<CatalogueKeeper>();
        builder.Services.AddSingleton<SaveService>().AddSingleton<DeleteService>().AddSingleton<SaveTeam>().AddSingleton<DeleteTeam>();
        builder.Services.AddSingleton<ImportServices>().AddSingleton<ExportServices>().AddSingleton<SetMappingRules>();
        builder.Services.AddSingleton<ServiceHealth>().AddSingleton<ServiceQueries>().AddSingleton<TeamQueries>().AddSingleton<MappingTrial>().AddSingleton<ServiceBodyReader>();
        builder.Services.AddSingleton<ServicePages>().AddSingleton<ServiceForms>().AddSingleton<GraphViews>();
        builder.Services.AddSingleton<IJump, ServiceJump>().AddSingleton<DemoEstate>();
        return builder;
    }

    /// <summary>Under <c>/api/v1</c>.</summary>
    public static void MapEstate(this IEndpointRouteBuilder api)
    {
        var services = api.MapGroup("/services").WithTags("Services").RequireAuthorization(Permissions.ServicesRead);
        services.MapExchange();
        services.MapServices();
        api.MapGet("/services.csv", ServiceCsv.ExportAsync).WithName("ExportServicesAsCsv").WithTags("Services").WithSummary("Export the services of a list as CSV")
            .RequireAuthorization(Permissions.ServicesRead).Produces<string>(contentType: "text/csv");
    }

    /// <summary>Adds the demo services where the demo organisation is wanted and allowed, and there is no service yet.</summary>
    public static Task PrepareEstateAsync(this WebApplication app) =>
        app.Configuration.GetValue<bool>("OpsPortal:Demo") && app.Environment.IsDevelopment()
            ? app.Services.GetRequiredService<DemoEstate>().AddAsync(app.Lifetime.ApplicationStopping)
            : Task.CompletedTask;
}
