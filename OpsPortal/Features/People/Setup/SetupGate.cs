namespace OpsPortal.Features.People.Setup;

/// <summary>Sends every page to <c>/setup</c> while there is no account, and hides <c>/setup</c> afterwards.</summary>
internal static class SetupGate
{
    public const string Path = "/setup";

    public static IApplicationBuilder UseSetupGate(this IApplicationBuilder app)
    {
        var firstRun = app.ApplicationServices.GetRequiredService<FirstRun>();
        return app.Use(async (request, next) =>
        {
            var isSetup = request.Request.Path.Equals(Path, StringComparison.OrdinalIgnoreCase);
            var isPage = HttpMethods.IsGet(request.Request.Method) && request.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
            if (!isSetup && (!isPage || MachinePaths.Contain(request.Request.Path)))
            {
                await next(request);
                return;
            }

            switch (isSetup, await firstRun.IsPendingAsync(request.RequestAborted))
            {
                case (true, false):
                    request.Response.StatusCode = StatusCodes.Status404NotFound;
                    break;
                case (false, true):
                    request.Response.Redirect(Path);
                    break;
                default:
                    await next(request);
                    break;
            }
        });
    }
}
