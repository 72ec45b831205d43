namespace Gateway.Mapping.Language;

/// <summary>The words that codes have in maps and StructureMaps.</summary>
internal static class MapCodes
{
    public static readonly CodeTable<MapStructureMode> StructureModes = new(
        ("source", MapStructureMode.Source), ("queried", MapStructureMode.Queried), ("target", MapStructureMode.Target), ("produced", MapStructureMode.Produced));

    public static readonly CodeTable<MapInputMode> InputModes = new(("source", MapInputMode.Source), ("target", MapInputMode.Target));

    public static readonly CodeTable<MapTypeMode> TypeModes = new(
        ("none", MapTypeMode.None), ("types", MapTypeMode.Types), ("type-and-types", MapTypeMode.TypeAndTypes));

    public static readonly CodeTable<MapSourceListMode> SourceListModes = new(
        ("first", MapSourceListMode.First), ("not_first", MapSourceListMode.NotFirst), ("last", MapSourceListMode.Last),
        ("not_last", MapSourceListMode.NotLast), ("only_one", MapSourceListMode.OnlyOne));

    public static readonly CodeTable<MapTargetListMode> TargetListModes = new(
        ("first", MapTargetListMode.First), ("share", MapTargetListMode.Share), ("last", MapTargetListMode.Last),
        ("single", MapTargetListMode.Single), ("collate", MapTargetListMode.Collate));

    public static readonly CodeTable<MapTransform> Transforms = new(
        ("create", MapTransform.Create), ("copy", MapTransform.Copy), ("truncate", MapTransform.Truncate), ("escape", MapTransform.Escape),
        ("cast", MapTransform.Cast), ("append", MapTransform.Append), ("translate", MapTransform.Translate), ("reference", MapTransform.Reference),
        ("dateOp", MapTransform.DateOp), ("uuid", MapTransform.Uuid), ("pointer", MapTransform.Pointer), ("evaluate", MapTransform.Evaluate),
        ("cc", MapTransform.Cc), ("c", MapTransform.C), ("qty", MapTransform.Qty), ("id", MapTransform.Id), ("cp", MapTransform.Cp));

    public static readonly CodeTable<MapUnmappedMode> UnmappedModes = new(
        ("provided", MapUnmappedMode.Provided), ("fixed", MapUnmappedMode.Fixed), ("other-map", MapUnmappedMode.OtherMap),
        ("use-source-code", MapUnmappedMode.Provided));

    public static readonly CodeTable<MapConceptRelation> Relations = new(
        ("relatedto", MapConceptRelation.RelatedTo), ("equivalent", MapConceptRelation.Equivalent), ("equal", MapConceptRelation.Equal),
        ("wider", MapConceptRelation.Wider), ("subsumes", MapConceptRelation.Subsumes), ("narrower", MapConceptRelation.Narrower),
        ("specializes", MapConceptRelation.Specializes), ("inexact", MapConceptRelation.Inexact), ("unmatched", MapConceptRelation.Unmatched),
        ("disjoint", MapConceptRelation.Disjoint));

    /// <summary>R4's operators, which R5's agree with; HL7's parser reads <c>-</c>, others <c>||</c>.</summary>
    public static readonly CodeTable<MapConceptRelation> RelationSymbols = new(
        ("-", MapConceptRelation.RelatedTo), ("||", MapConceptRelation.RelatedTo), ("==", MapConceptRelation.Equivalent), ("=", MapConceptRelation.Equal),
        ("<=", MapConceptRelation.Wider), ("<-", MapConceptRelation.Subsumes), (">=", MapConceptRelation.Narrower), (">-", MapConceptRelation.Specializes),
        ("~", MapConceptRelation.Inexact), ("--", MapConceptRelation.Unmatched), ("!=", MapConceptRelation.Disjoint));
}
