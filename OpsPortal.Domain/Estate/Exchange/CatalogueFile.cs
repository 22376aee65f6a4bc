namespace OpsPortal.Domain.Estate.Exchange;

/// <summary>A name that refers to something else, with the line it stands on.</summary>
public readonly record struct Reference(string Name, int Line);

/// <summary>One team of a file.</summary>
/// <param name="Members">Persons, by the e-mail of an account or by name.</param>
public sealed record TeamEntry(int Line, string Name, string Mail, IReadOnlyList<Reference> Members);

/// <summary>One service of a file, in full: what it leaves out is empty.</summary>
/// <param name="Draft">Without owners, which the file gives by name.</param>
/// <param name="DependencyLines">As many as the draft has dependencies, in their order.</param>
public sealed record ServiceEntry(int Line, ServiceDraft Draft, Reference? Team, Reference? Person, IReadOnlyList<int> DependencyLines);

/// <summary>What a file says: teams and services in its order.</summary>
public sealed record CatalogueFile(IReadOnlyList<TeamEntry> Teams, IReadOnlyList<ServiceEntry> Services);
