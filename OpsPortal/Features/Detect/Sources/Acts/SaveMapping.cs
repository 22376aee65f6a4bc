using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Domain.Detect.Sources.Mapping;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Signals.Json;

namespace OpsPortal.Features.Detect.Sources.Acts;

/// <summary>Sets how the JSON of a source is read, from the next payload on.</summary>
public sealed class SaveMapping(SourceActs acts)
{
    /// <summary>Refused where it is not sound, with the first thing that is wrong.</summary>
    /// <param name="version">The version the actor saw.</param>
    public Task<Outcome<IntakeSource>> RunAsync(Actor by, string name, int version, JsonMapping mapping, CancellationToken stopping) =>
        acts.RunAsync<IntakeSource>(by, name, version, "source.mapping-saved", (_, source, _) =>
        {
            if (source.Kind != SourceKind.Json) return Task.FromResult<Outcome<IntakeSource>>(SourceRefusals.NoMapping);
            if (mapping.Prepare().Errors is [var wrong, ..]) return Task.FromResult<Outcome<IntakeSource>>(SourceRefusals.MappingInvalid($"{wrong.Field}: {wrong.Message}"));
            source.Mapping = MappingText.Write(mapping);
            return Task.FromResult<Outcome<IntakeSource>>(source);
        }, stopping);
}
