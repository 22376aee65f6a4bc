using OpsPortal.Api;
using OpsPortal.Cli;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Detect;
using OpsPortal.Features.Detect.Sources;
using OpsPortal.Features.Estate;
using OpsPortal.Features.Home;
using OpsPortal.Features.Inform;
using OpsPortal.Features.People;
using OpsPortal.Features.Respond;
using OpsPortal.Jobs;
using OpsPortal.Live;
using OpsPortal.Storage;
using OpsPortal.Telemetry;
using OpsPortal.Ui;

if (Commands.In(args) is { } command) return await command();
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Services.AddSingleton(TimeProvider.System).AddSingleton<ChangeFeed>().AddSingleton<SharedReads>();
builder.ServeAt("http://localhost:5080").AddStorage().AddTelemetry().AddPeople().AddAudit();
builder.AddEstate().AddDetect().AddRespond().AddInform().AddJobs().AddHome().AddUi().AddApi();

var app = builder.Build();
if (app.Check() is { } wrong) return await app.RefuseAsync(wrong);

// Database and routes are made ready side by side: neither needs the other before somebody is served.
var prepared = Task.Run(() => app.PrepareAsync(PeopleFeature.PreparePeopleAsync, SourcesFeature.PrepareSourcesAsync, EstateFeature.PrepareEstateAsync));
app.UseUi().UseTelemetry();
app.UseApi().UsePeople();
app.UseRateLimiter();
app.MapUi();
app.MapDetect();
app.MapInform();
app.MapPeople();
app.MapApi();
app.MapTelemetry();
app.MakeRoutes();
if (await prepared is { } refusal) return await app.RefuseAsync(refusal);
app.MapJobs();
return await app.ServeAsync();
