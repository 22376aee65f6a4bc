namespace OpsPortal.Domain.People;

/// <summary>Names one human being, who may own several accounts. Time-ordered.</summary>
public readonly record struct PersonId(Guid Value)
{
    public static PersonId New(DateTimeOffset at) => new(Guid.CreateVersion7(at));

    public override string ToString() => Value.ToString();
}
