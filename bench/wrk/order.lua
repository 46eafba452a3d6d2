-- Every request is an order by the Open Booking API of one place, for a customer whom no other run has: no quote before.
-- wrk … -- TOKEN URL RUN VENUE VENUES DAY DAY …: where the engine is; the first venue and how many.
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(args)
  url = args[2] .. "/openactive"
  run = tonumber(args[3])
  venue = tonumber(args[4])
  venues = tonumber(args[5])
  days = {}
  for i = 6, #args do days[#days + 1] = args[i] end
  sent = 0
  -- The later half of each day, which single bookings come to last; places of one half hour are enough for a run.
  local of_day = 24 + run % 24
  time = string.format("%sT%02d%02d", days[2 + math.floor(run / 24)], math.floor(of_day / 2), of_day % 2 * 30)
  headers = {
    ["Authorization"] = "Bearer " .. args[1],
    ["Content-Type"] = "application/vnd.openactive.booking+json; version=1",
  }
end

function request()
  sent = sent + 1
  local slot = string.format("%s/slots/v%d.%s", url, venue + sent % venues, time)
  local uuid = string.format("%08x-0000-4000-8000-%012x", 256 * run + number, sent)
  return wrk.format("PUT", "/openactive/api/orders/" .. uuid, headers,
    '{"@context":"https://openactive.io/","@type":"Order","brokerRole":"https://openactive.io/AgentBroker","broker":{"@type":"Organization","name":"Example App"},"seller":"'
      .. url .. '/seller","customer":{"@type":"Person","email":"c-' .. run .. "-" .. number .. "-" .. sent
      .. '@example.org"},"orderedItem":[{"@type":"OrderItem","position":0,"orderedItem":"' .. slot .. '","acceptedOffer":"' .. slot
      .. '#/offers/free"}],"totalPaymentDue":{"@type":"PriceSpecification","price":0}}')
end

local refused = 0
function response(status, headers, body)
  if status ~= 201 then
    refused = refused + 1
    if refused <= 3 then io.stderr:write(status .. " " .. string.sub(body, 1, 400) .. "\n") end
  end
end
