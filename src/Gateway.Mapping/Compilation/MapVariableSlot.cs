namespace Gateway.Mapping.Compilation;

/// <summary>A variable of a group: where it is kept while the group runs, and what is known of it.</summary>
internal sealed record MapVariableSlot(int Index, ValueShape Shape);
