using Gateway.Fhir.Search.Values;
using Gateway.Storage.Ledger;

namespace Gateway.Storage.Search;

/// <summary>Adds the rows of a resource's index values.</summary>
internal static class IndexRows
{
    private const int NoPart = -1;

    public static void Add(LedgerSession session, long sid, ResourceIndex index)
    {
        foreach (var (code, values) in index.Values)
        {
            var element = 0;
            foreach (var value in values)
                Add(session, sid, code, element++, value);
        }
    }

    private static void Add(LedgerSession session, long sid, string code, int element, IndexValue value)
    {
        if (value is not CompositeValue composite)
        {
            Add(session, sid, code, element, NoPart, value);
            return;
        }

        for (var part = 0; part < composite.Parts.Count; part++)
            foreach (var inner in composite.Parts[part])
                Add(session, sid, code, element, part, inner);
    }

    private static void Add(LedgerSession session, long sid, string code, int element, int part, IndexValue value)
    {
        switch (value)
        {
            case TokenValue v:
                session.Add("search_token (sid, code, element, part, system, key, implied, text, type_system, type_code)", sid, code, element, part, v.System, v.Key, v.IsSystemImplied, v.Text, v.TypeSystem, v.TypeCode);
                break;
            case StringValue v:
                session.Add("search_string (sid, code, element, part, folded, exact)", sid, code, element, part, v.Folded, v.Exact);
                break;
            case DateValue v:
                session.Add("search_date (sid, code, element, part, low, high)", sid, code, element, part, v.Low, v.High);
                break;
            case NumberValue v:
                session.Add("search_number (sid, code, element, part, low, high)", sid, code, element, part, (double)v.Low, (double)v.High);
                break;
            case QuantityValue v:
                session.Add("search_quantity (sid, code, element, part, low, high, system, unit_code, unit, canonical_low, canonical_high, canonical_unit)",
                    sid, code, element, part, (double)v.Low, (double)v.High, v.System, v.Code, v.Unit, v.Canonical?.Low, v.Canonical?.High, v.Canonical?.Unit);
                break;
            case ReferenceValue v:
                session.Add("search_reference (sid, code, element, part, type, id, version, url, canonical, identifier_system, identifier_key, identifier_implied)",
                    sid, code, element, part, v.Type, v.Id, v.Version, v.Url, v.IsCanonical, v.Identifier?.System, v.Identifier?.Key, v.Identifier?.IsSystemImplied ?? false);
                break;
            case UriValue v:
                session.Add("search_uri (sid, code, element, part, value, version)", sid, code, element, part, v.Value, v.Version);
                break;
            default:
                throw new InvalidOperationException($"No table holds a {value.GetType().Name}.");
        }
    }
}
