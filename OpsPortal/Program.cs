using OpsPortal.Features.Detect.Events;
using OpsPortal.Features.Detect.Signals;
using OpsPortal.Jobs;
using OpsPortal.Storage;
using OpsPortal.Telemetry;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddStorage();
builder.AddSignals();
builder.AddEvents();
builder.Services.AddSingleton<OpsPortal.Features.Detect.Maintenance.SilenceBook>();
builder.AddTelemetry();
builder.AddJobs();
builder.Services.AddSingleton(TimeProvider.System).AddSingleton<OpsPortal.Live.ChangeFeed>();

var app = builder.Build();
await app.PrepareStorageAsync();
app.UseTelemetry();
app.MapTelemetry();
app.MapJobs();
await app.RunAsync();

/// <summary>The entry point; public so that tests can host it.</summary>
public partial class Program;
