using OpsPortal.Cli;
using OpsPortal.Features.Detect.Events;
using OpsPortal.Features.Detect.Events.Pages;
using OpsPortal.Features.Detect.Maintenance;
using OpsPortal.Features.Detect.Signals;
using OpsPortal.Features.Detect.Signals.Alertmanager;
using OpsPortal.Features.Home;
using OpsPortal.Features.People;
using OpsPortal.Jobs;
using OpsPortal.Live;
using OpsPortal.Storage;
using OpsPortal.Telemetry;
using OpsPortal.Ui;

if (Commands.In(args) is { } command) return await command();
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Services.AddSingleton(TimeProvider.System).AddSingleton<ChangeFeed>();
builder.AddStorage();
builder.AddTelemetry();
builder.AddPeople();
builder.AddMaintenance();
builder.AddSignals();
builder.AddAlertmanager();
builder.AddEvents();
builder.AddJobs();
builder.AddHome();
builder.AddUi();

var app = builder.Build();
if (await app.PrepareAsync(PeopleFeature.PreparePeopleAsync) is { } refusal) return await app.RefuseAsync(refusal);
app.UseExceptionHandler();
app.UseUi();
app.UseTelemetry();
app.UsePeople();
app.MapUi();
app.MapEventCsv();
app.MapPeople();
app.MapAlertmanager();
app.MapTelemetry();
app.MapJobs();
return await app.ServeAsync();

/// <summary>The entry point; public so that tests can host it.</summary>
public partial class Program;
