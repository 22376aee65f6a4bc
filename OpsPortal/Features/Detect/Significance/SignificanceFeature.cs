using Microsoft.Extensions.Options;
using OpsPortal.Features.Detect.Significance.Log;
using OpsPortal.Features.Detect.Significance.Pages;
using OpsPortal.Features.Detect.Significance.Rules;

namespace OpsPortal.Features.Detect.Significance;

internal static class SignificanceFeature
{
    /// <summary>The rules that decide which signals matter, and the log of those that do not become events.</summary>
    public static WebApplicationBuilder AddSignificance(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SignificanceOptions>().BindConfiguration(SignificanceOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<SignificanceOptions>, SignificanceOptionsValidator>();
        builder.Services.AddSingleton<RuleBook>().AddSingleton<RuleDesk>().AddSingleton<SaveRule>().AddSingleton<MoveRule>().AddSingleton<DeleteRule>().AddSingleton<TryRule>();
        builder.Services.AddSingleton<SignalQueries>().AddSingleton<RulePageTools>();
        return builder;
    }
}
