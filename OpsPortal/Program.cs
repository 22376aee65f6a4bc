using OpsPortal.Features.Detect.Events;
using OpsPortal.Features.Detect.Events.Pages;
using OpsPortal.Features.Detect.Signals;
using OpsPortal.Features.People;
using OpsPortal.Jobs;
using OpsPortal.Features.Detect.Maintenance;
using OpsPortal.Storage;
using OpsPortal.Telemetry;
using OpsPortal.Ui;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddStorage();
builder.AddSignals();
builder.AddMaintenance();
builder.AddEvents();
builder.AddTelemetry();
builder.AddPeople();
builder.AddUi();
builder.AddJobs();
builder.Services.AddSingleton(TimeProvider.System).AddSingleton<OpsPortal.Live.ChangeFeed>();

var app = builder.Build();
await app.PrepareStorageAsync();
await app.PreparePeopleAsync();
app.UseUi();
app.UseTelemetry();
app.UsePeople();
app.MapUi();
app.MapEventCsv();
app.MapPeople();
app.MapTelemetry();
app.MapJobs();
await app.RunAsync();

/// <summary>The entry point; public so that tests can host it.</summary>
public partial class Program;
