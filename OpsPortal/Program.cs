using OpsPortal.Features.Detect.Events;
using OpsPortal.Features.Detect.Signals;
using OpsPortal.Features.Detect.Signals.Alertmanager;
using OpsPortal.Features.People;
using MudBlazor.Services;
using OpsPortal.Jobs;
using OpsPortal.Features.Detect.Maintenance;
using OpsPortal.Storage;
using OpsPortal.Telemetry;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddStorage();
builder.AddMaintenance();
builder.AddSignals();
builder.AddAlertmanager();
builder.AddEvents();
builder.AddTelemetry();
builder.AddPeople();
builder.Services.AddRazorComponents().AddInteractiveServerComponents();
builder.Services.AddMudServices();
builder.AddJobs();
builder.Services.AddSingleton(TimeProvider.System).AddSingleton<OpsPortal.Live.ChangeFeed>();

var app = builder.Build();
await app.PrepareStorageAsync();
await app.PreparePeopleAsync();
app.UseTelemetry();
app.UsePeople();
app.MapStaticAssets().AllowAnonymous();
app.MapRazorComponents<OpsPortal.Ui.App>().AddInteractiveServerRenderMode().RequirePortalUseForCircuits();
app.MapPeople();
app.MapAlertmanager();
app.MapTelemetry();
app.MapJobs();
await app.RunAsync();

/// <summary>The entry point; public so that tests can host it.</summary>
public partial class Program;
