using System.Globalization;
using System.Text;
using OpsPortal.Features.Deliver.Runners.Http;

namespace OpsPortal.Features.Deliver.Runners.Jenkins;

/// <summary>The requests of Jenkins' interface that we use.</summary>
internal sealed class JenkinsCalls(RunnerHttp http, JenkinsSettings settings)
{
    private readonly string _base = settings.BaseUrl.TrimEnd('/');
    private readonly string _job = string.Concat(settings.Job.Split('/').Select(part => $"/job/{SettingUrl.Part(part)}"));

    private readonly Dictionary<string, string> _headers = new(StringComparer.Ordinal)
    {
        ["Authorization"] = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.User}:{(settings.ApiToken.Length > 0 ? settings.ApiToken : settings.Password)}"))}",
    };

    public Task<HttpReply> BuildAsync(StepRun run, CancellationToken stopping)
    {
        var fields = settings.Parameters.Select(parameter => (parameter.Key, Value: StepPlaceholders.Fill(parameter.Value, run))).Append((Key: settings.KeyParameter, Value: run.IdempotencyKey));
        return PostAsync($"{_job}/buildWithParameters", string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}")), stopping);
    }

    public Task<HttpReply> QueueItemAsync(long item, CancellationToken stopping) => GetAsync(string.Create(CultureInfo.InvariantCulture, $"/queue/item/{item}/api/json"), stopping);

    /// <summary>What waits, with what it was given.</summary>
    public Task<HttpReply> QueueAsync(CancellationToken stopping) => GetAsync("/queue/api/json?tree=items[id,actions[parameters[name,value]]]", stopping);

    /// <summary>The newest builds of the job, with what they were given.</summary>
    public Task<HttpReply> BuildsAsync(CancellationToken stopping) => GetAsync($"{_job}/api/json?tree=builds[number,actions[parameters[name,value]]]{{0,50}}", stopping);

    public Task<HttpReply> BuildAsync(long build, CancellationToken stopping) => GetAsync(string.Create(CultureInfo.InvariantCulture, $"{_job}/{build}/api/json?tree=number,building,result,url"), stopping);

    public Task<HttpReply> CancelItemAsync(long item, CancellationToken stopping) => PostAsync(string.Create(CultureInfo.InvariantCulture, $"/queue/cancelItem?id={item}"), "", stopping);

    public Task<HttpReply> StopBuildAsync(long build, CancellationToken stopping) => PostAsync(string.Create(CultureInfo.InvariantCulture, $"{_job}/{build}/stop"), "", stopping);

    private Task<HttpReply> GetAsync(string path, CancellationToken stopping) => http.SendAsync(new(HttpMethod.Get, new(_base + path), _headers), stopping);

    /// <summary>A password needs a crumb, which holds for the session it was asked in.</summary>
    private async Task<HttpReply> PostAsync(string path, string form, CancellationToken stopping)
    {
        var headers = new Dictionary<string, string>(_headers, StringComparer.Ordinal);
        if (settings.ApiToken.Length == 0)
        {
            var crumb = await GetAsync("/crumbIssuer/api/json", stopping);

            // 404: this Jenkins wants none. Where it gave none for another reason, nothing has been done yet.
            if (!crumb.IsSuccess && crumb.Status != 404) return crumb with { Status = crumb.Status == 0 || crumb.MayWorkLater ? 429 : crumb.Status };
            var told = ReplyJson.Read(crumb.Body);
            if (told.Member("crumbRequestField").Text() is { Length: > 0 } field) headers[field] = told.Member("crumb").Text();
            if (crumb.Cookies.Length > 0) headers["Cookie"] = crumb.Cookies;
        }

        return await http.SendAsync(new(HttpMethod.Post, new(_base + path), headers, form, "application/x-www-form-urlencoded"), stopping);
    }
}
