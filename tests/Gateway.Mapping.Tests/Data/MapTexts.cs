namespace Gateway.Mapping.Tests.Data;

/// <summary>Maps that tests share.</summary>
internal static class MapTexts
{
    /// <summary>A map that uses every construct of the language.</summary>
    public const string Everything = """
        /// url = "http://example.org/StructureMap/Everything"
        /// name = "Everything"
        /// title = "All of it"
        /// status = "active"
        /// description = "line one\nline two"
        /// version = '1.0'
        /// experimental = true
        /// date = @2025-02-03
        /// contact.name = "A"
        /// contact[1].name = "B"
        /// contact[1].telecom.value = "b@example.org"
        /// unknownProperty = "kept"
        /// publisher =

        conceptmap "#codes" {
          prefix s = "http://example.org/s"
          prefix t = "http://example.org/t";
          unmapped for s = provided
          s:a == t:a; s:b = t:"b c"
          s:b-1 != t:x.y
          s:c <= t:c
          s:d >= t:d
          s:e >- t:e
          s:f <- t:f
          s:g ~ t:g
          s:h || t:h
          s:i - t:i
          s:i == t:i2
          s:j --
          s:k -- t:k
        }

        uses "http://hl7.org/fhir/StructureDefinition/Patient" alias Patient as source // what comes
        uses 'http://hl7.org/fhir/StructureDefinition/Bundle' as target;
        uses "http://hl7.org/fhir/StructureDefinition/Location" alias `odd name` as queried
        uses "http://hl7.org/fhir/StructureDefinition/Basic" as produced

        imports "http://example.org/StructureMap/*"
        imports "http://example.org/StructureMap/Other";

        let system = 'http://example.org/' + 'id';

        // The first group.
        // It does most.
        group Everything(source src : Patient, target tgt : Bundle) extends "Base" <<type+>> {
          // a comment that is only that
          src.id -> tgt.id; // short
          src.name : HumanName 0..* default (%system or "text") first as v where (use = 'official') check family.exists() log ('a' & "b") -> tgt.entry as e share x, e.resource = create('Patient') as p first last "named";
          src.a, src.b as b where b = 1 and (c) or (d) -> tgt.c = 'x';
          src.type : `odd-type` 1..1 as first -> tgt.group = first single bare;
          src.a default "text" only_one as a -> tgt.b = a collate;
          src.default not_first as default -> tgt.map = default, tgt.`odd-name` = "double";
          src.x as x -> tgt.a = copy(x), tgt.b = translate(x, '#codes', 'code'), tgt.c = reference(x), tgt.d = evaluate(x, iif($this.is(string), "a", "b")), tgt.e = evaluate(x, 'name.given'), tgt.f = (x.y + 'z'), tgt.g = cast(x, 'string') "transforms";
          src.x as x -> tgt.h = cc('s', 'c', 't'), tgt.i = c('s', 'c'), tgt.j = id('s', x), tgt.k = qty(1.50, 'mg'), tgt.l = cp('phone', x), tgt.m = uuid(), tgt.n = pointer(x), tgt.o = append('a', x, ''), tgt.p = truncate(x, 5), tgt.q = escape(x, 'xml', 'json'), tgt.r = dateOp(x, '-', 1), tgt.s = x.y.z, tgt.t = true, tgt.u = -5, tgt.v = -0.50, tgt.w = @2020-02-01T10:00:00Z, tgt.x = @T10:00, tgt.y = @2020 "more transforms";
          src where conformsTo('http://x')-> tgt as patient, (src.name) as n, create('Basic') as basic then {
            src.a -> tgt.a;
            src.b as b then Other(b, tgt), Other(src, 'lit', 5, true) "calls";
            src.c as c then Other(c, tgt) {
              c.d -> tgt.d;
            } "both";
          } "with space";
          src.under_score as under_score -> tgt.a = under_score;
          src.empty then { };
        }

        group Other(source src, target tgt) <<types>> { src.a : string -> tgt.a; src -> tgt; }
        """;
}
